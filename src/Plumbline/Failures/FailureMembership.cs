namespace Plumbline.Failures;

/// <summary>How much a window belongs to the failure that follows it: a fuzzy rule in place of one hard border.</summary>
/// <remarks>1 up to <see cref="Failing"/> steps before the failure, 0 from <see cref="Normal"/> steps on, a straight line in between. As a target it says what share of
/// such windows should be called failing; the windows in between, of which nobody knows, then pull neither way.</remarks>
public sealed record FailureMembership
{
    /// <summary>Steps before the failure up to which a window is wholly of it, at least 0. 3.</summary>
    public int Failing { get; init; } = 3;

    /// <summary>Steps before the failure from which on a window is normal, above <see cref="Failing"/>. 14.</summary>
    public int Normal { get; init; } = 14;

    /// <param name="steps">From the end of the window to the failure.</param>
    /// <returns>0 to 1.</returns>
    public double Of(int steps) => Math.Clamp((double)(Normal - steps) / (Normal - Failing), 0, 1);

    internal IEnumerable<string> Problems()
    {
        if (Failing < 0) yield return $"membership.failing is {Failing}; expected at least 0";
        if (Normal <= Failing) yield return $"membership.normal is {Normal}; expected above the {Failing} of membership.failing";
    }
}
