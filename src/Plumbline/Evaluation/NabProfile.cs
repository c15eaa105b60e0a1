namespace Plumbline.Evaluation;

/// <summary>What the Numenta benchmark counts for a found window, a false alarm and a missed window.</summary>
/// <param name="FoundWeight">Reward of a window found at its very start.</param>
/// <param name="FalseAlarmWeight">Penalty of a false alarm far from any window.</param>
/// <param name="MissedWeight">Penalty of a missed window.</param>
public sealed record NabProfile(double FoundWeight, double FalseAlarmWeight, double MissedWeight)
{
    /// <summary>1, 0.11, 1: with windows on a tenth of the data, random alarms come out even.</summary>
    public static NabProfile Standard { get; } = new(1, 0.11, 1);

    /// <summary>1, 0.22, 1.</summary>
    public static NabProfile FewFalseAlarms { get; } = new(1, 0.22, 1);

    /// <summary>1, 0.11, 2.</summary>
    public static NabProfile FewMissed { get; } = new(1, 0.11, 2);
}
