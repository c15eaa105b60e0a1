using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>How often the operator on shift is called.</summary>
/// <param name="Alarms">Runs of flagged steps, close ones merged.</param>
/// <param name="Days">Observed time, steps x period: gaps in the data do not count.</param>
public sealed record AlarmsPerDay(int Alarms, double Days)
{
    /// <summary>Null if nothing was observed.</summary>
    public double? PerDay => FScore.Ratio(Alarms, Days);

    /// <summary>The figure of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="period">Time from one step to the next.</param>
    /// <param name="mergeGap">Unflagged steps between two alarms that still make them one call; 0 merges nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive, or the gap is negative.</exception>
    public static AlarmsPerDay Of(ReadOnlySpan<bool> flags, TimeSpan period, int mergeGap = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(mergeGap);
        var ranges = StepRange.FromFlags(flags);
        var alarms = Math.Min(ranges.Count, 1);
        for (var index = 1; index < ranges.Count; index++)
        {
            if (ranges[index].Start - ranges[index - 1].End - 1 > mergeGap) alarms++;
        }
        return new AlarmsPerDay(alarms, flags.Length * period.TotalDays);
    }
}
