using Plumbline.Detection;

namespace Plumbline.Evaluation;

/// <summary>How often the operator on shift is called.</summary>
/// <param name="Alarms">Runs of flagged steps, those joined counted once.</param>
/// <param name="Days">Observed time, steps x period: gaps in the data do not count.</param>
public sealed record AlarmsPerDay(int Alarms, double Days)
{
    /// <summary>Null if nothing was observed.</summary>
    public double? PerDay => FScore.Ratio(Alarms, Days);

    /// <summary>The figure of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="period">Time from one step to the next.</param>
    /// <param name="policy">Which alarms it joins to one call; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive.</exception>
    public static AlarmsPerDay Of(ReadOnlySpan<bool> flags, TimeSpan period, AlertPolicy? policy = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return new AlarmsPerDay(JoinedAlarm.Of(flags, policy ?? new AlertPolicy()).Count, flags.Length * period.TotalDays);
    }
}
