namespace Plumbline.Failures;

/// <summary>Which windows are learned from, and what they are called. A step is a day of the time grid; days that are missing were filled in before.</summary>
/// <remarks>Failing windows come after the last pause that is too long to be filled. Without <see cref="Pad"/> a failing entity needs more rows than
/// <see cref="Length"/> and <see cref="Lookahead"/> together.</remarks>
public sealed record FailureWindowOptions
{
    /// <summary>Steps in a window, at least 1. 5 as the labs.</summary>
    public int Length { get; init; } = 5;

    /// <summary>Whether a window may begin before its history does; the first step then stands for those before it, so that young entities are scored from their first day.
    /// False as the labs, who leave out failures with too short a history; the mended presets have true.</summary>
    public bool Pad { get; init; }

    /// <summary>Steps from the end of a failing window to the failure, at least 0. 1 as the labs: the day before, the last on which a warning helps.</summary>
    public int Lookahead { get; init; } = 1;

    /// <summary>Windows that end up to so many steps before the failure are failing ones; at least <see cref="Lookahead"/>. Null: only the one that ends
    /// <see cref="Lookahead"/> before, as the labs.</summary>
    public int? Horizon { get; init; }

    /// <summary>Windows of entities that fail are failing to a degree, and all are used; null, the default: failing ones are 1, the rest of these entities is left out.</summary>
    public FailureMembership? Membership { get; init; }

    /// <summary>Steps from a window to the next one of entities that do not fail, at least 1. 1 as the labs; more says nearly the same in fewer windows.</summary>
    public int NormalStep { get; init; } = 1;

    /// <summary>Most windows of entities that do not fail, drawn where there are more, at least 1. Null: all. The labs have 4,000.</summary>
    public int? MostNormal { get; init; }

    /// <summary>Most entities that do not fail, those with the longest histories, at least 1. Null: all. The labs have 20, which makes them drives rather than a fleet.</summary>
    public int? MostNormalEntities { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (Length < 1) yield return $"windows.length is {Length}; expected at least 1";
        if (Lookahead < 0) yield return $"windows.lookahead is {Lookahead}; expected at least 0";
        if (Horizon < Lookahead) yield return $"windows.horizon is {Horizon}; expected at least the {Lookahead} of windows.lookahead, or null";
        if (Horizon is not null && Membership is not null) yield return "windows.horizon and windows.membership are both given; expected one of them";
        if (NormalStep < 1) yield return $"windows.normalStep is {NormalStep}; expected at least 1";
        if (MostNormal < 1) yield return $"windows.mostNormal is {MostNormal}; expected at least 1, or null for all";
        if (MostNormalEntities < 1) yield return $"windows.mostNormalEntities is {MostNormalEntities}; expected at least 1, or null for all";
        foreach (var problem in Membership?.Problems() ?? []) yield return $"windows.{problem}";
    }
}
