namespace Plumbline.Detection;

/// <summary>When a score over the threshold becomes an alarm; section <c>alert</c> of a job file.</summary>
/// <remarks>All lengths count steps. Causal: whether a step is in alarm depends on it and earlier steps only.</remarks>
public sealed record AlertPolicy
{
    /// <summary>Steps over the threshold that start an alarm, out of the last <see cref="Of"/>. Default 1.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>1 to 64. Default 1: every step over the threshold alarms at once.</summary>
    public int Of { get; init; } = 1;

    /// <summary>Hysteresis: an alarm ends only when the score is at most this share of the threshold, above 0, up to 1.
    /// Default 1: it ends as soon as the score is back under the threshold.</summary>
    public double Release { get; init; } = 1;

    /// <summary>Alarms shorter than this are not raised, at least 1; a longer one is raised that much later. Default 1.</summary>
    public int ShortestDuration { get; init; } = 1;

    /// <summary>Steps after an alarm in which the same entity raises no new one, at least 0. Default 0.</summary>
    public int Suppress { get; init; }

    /// <summary>Quiet steps after an alarm within which the next one continues it instead of being another, at least 0. Default 0. The verdict stays open so long;
    /// the quiet steps are not in alarm. In no stretch of it do they outnumber those in alarm by more, lest single steps now and then be one anomaly for days.</summary>
    public int Join { get; init; }

    /// <summary>Steps of an anomaly after which <see cref="Release"/> and <see cref="Join"/> no longer keep it open, at least 0. Default 0: they always do. What lasts longer is the
    /// state of things by then, and what comes on top of it is another anomaly, with reasons of its own.</summary>
    public int Settle { get; init; }

    /// <summary>Growth of the threshold with every step over it, from 0, below 1. Default 0, none: a change of level that lasts alarms for ever. 0.002 takes a level half as high
    /// again for the new normal after some 200 steps; anomalies that last longer than that end early. It sinks again while scores are under it, <see cref="UsualShare"/> times
    /// as fast, never below the threshold that was fitted.</summary>
    public double Rise { get; init; }

    /// <summary>Share of steps that may be over the threshold in the long run where it rises, above 0, below 1. Default 0.02.</summary>
    public double UsualShare { get; init; } = 0.02;

    /// <summary>Whether the alarm budget of section <c>threshold</c> is kept while scoring. Default false: it says where the threshold lies, and rows unlike the fit rows may
    /// exceed it. If true, an entity that has spent it raises a new alarm only for what is at least a tenth above the threshold, a fifth for the next, and so on: what is grave
    /// is never silenced.</summary>
    public bool Hold { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (Of is < 1 or > 64) yield return $"alert.of is {Of}; expected 1 to 64";
        if (Needed < 1 || Needed > Of) yield return $"alert.needed is {Needed}; expected 1 to alert.of ({Of})";
        if (!(Release is > 0 and <= 1)) yield return $"alert.release is {Release}; expected above 0, up to 1";
        if (ShortestDuration < 1) yield return $"alert.shortestDuration is {ShortestDuration}; expected at least 1";
        if (Suppress < 0) yield return $"alert.suppress is {Suppress}; expected at least 0";
        if (Join < 0) yield return $"alert.join is {Join}; expected at least 0";
        if (Settle < 0) yield return $"alert.settle is {Settle}; expected at least 0";
        if (!(Rise is >= 0 and < 1)) yield return $"alert.rise is {Rise}; expected at least 0, below 1";
        if (!(UsualShare is > 0 and < 1)) yield return $"alert.usualShare is {UsualShare}; expected above 0, below 1";
    }
}
