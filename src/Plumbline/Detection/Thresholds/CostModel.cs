using Plumbline.Data;

namespace Plumbline.Detection.Thresholds;

/// <summary>The lecture's cost of a threshold: so much for each false alarm, so much for each anomalous step missed, both with a tolerance.</summary>
/// <remarks>Each call sees one slice; nothing outside it counts, even within the tolerance. Flags are <c>score &gt; threshold</c>, strictly,
/// as in the lecture; a NaN score is never flagged.</remarks>
public sealed record CostModel
{
    /// <summary>Cost of one false alarm step; 1 as in the lecture.</summary>
    public double AlarmCost { get; init; } = 1;

    /// <summary>Cost of one missed anomalous step; 5 as in the lecture: missing is worse than checking.</summary>
    public double MissedCost { get; init; } = 5;

    /// <summary>Steps by which an alarm may lie beside an anomalous step; 12 as in the lecture (one hour of 5-minute rows, but it jumps gaps in the data).</summary>
    public int Tolerance { get; init; } = 12;

    /// <summary>If set, the tolerance in time instead of steps, so that it does not jump gaps; needs the time of each step.</summary>
    public TimeSpan? TimeTolerance { get; init; }

    /// <summary>The cost of one threshold.</summary>
    /// <param name="scores">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="time">[step], ascending timestamps; only read with <see cref="TimeTolerance"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ, a cost or tolerance is negative, or the times are missing, no timestamps or not ascending.</exception>
    public CostPoint Evaluate(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, double threshold, TimeAxis? time = null) =>
        new CostTally(this, scores, labels, time).At(threshold);

    /// <summary>The cost of given flags; the threshold of the result means nothing.</summary>
    /// <inheritdoc cref="Evaluate(ReadOnlySpan{double}, ReadOnlySpan{int}, double, TimeAxis?)"/>
    public CostPoint Evaluate(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels, TimeAxis? time = null)
    {
        var scores = new double[flags.Length];
        for (var step = 0; step < scores.Length; step++) scores[step] = flags[step] ? 1 : 0;
        return Evaluate(scores, labels, 0.5, time);
    }

    internal void Validate()
    {
        var problems = new List<string>();
        if (!(AlarmCost >= 0)) problems.Add($"alarm cost {AlarmCost} is not at least 0");
        if (!(MissedCost >= 0)) problems.Add($"missed cost {MissedCost} is not at least 0");
        if (Tolerance < 0) problems.Add($"tolerance {Tolerance} is negative");
        if (TimeTolerance < TimeSpan.Zero) problems.Add($"time tolerance {TimeTolerance} is negative");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems));
    }
}
