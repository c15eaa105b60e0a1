using Plumbline.Data;

namespace Plumbline.Detection.Thresholds;

/// <summary>Cost over a grid of thresholds.</summary>
/// <param name="Points">[threshold], in the order of the grid.</param>
/// <param name="Best">The cheapest point, the first one if several are.</param>
/// <param name="Flat">Stretches of the grid that cost at most <paramref name="Slack"/> more than the best. A wide one makes for a sturdy
/// threshold; several far apart, or single points, say that the minimum is chance.</param>
/// <param name="Slack">Share of the best cost by which a point may be dearer and still count as flat.</param>
public sealed record CostCurve(IReadOnlyList<CostPoint> Points, CostPoint Best, IReadOnlyList<ThresholdRange> Flat, double Slack)
{
    /// <summary>The whole curve of one slice; O(n log n) for the slice and O(log n) a threshold.</summary>
    /// <param name="scores">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="thresholds">The grid (<see cref="ThresholdGrid"/>), not empty.</param>
    /// <param name="slack">At least 0; 0.05 because a grid finer than a twentieth of the cost suggests a precision that no validation set has.</param>
    /// <param name="time">[step], ascending timestamps; only read with <see cref="CostModel.TimeTolerance"/>.</param>
    /// <exception cref="ArgumentException">The grid is empty, the slack is negative, or as for <see cref="CostModel.Evaluate(ReadOnlySpan{double}, ReadOnlySpan{int}, double, TimeAxis?)"/>.</exception>
    public static CostCurve Of(
        CostModel model, ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, ReadOnlySpan<double> thresholds,
        double slack = 0.05, TimeAxis? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (thresholds.IsEmpty) throw new ArgumentException("the grid is empty", nameof(thresholds));
        ArgumentOutOfRangeException.ThrowIfNegative(slack);
        var tally = new CostTally(model, scores, labels, time);
        var points = new CostPoint[thresholds.Length];
        for (var index = 0; index < points.Length; index++) points[index] = tally.At(thresholds[index]);
        var best = points.MinBy(point => point.Cost);
        return new CostCurve(points, best, FlatRanges(points, best.Cost * (1 + slack)), slack);
    }

    private static List<ThresholdRange> FlatRanges(CostPoint[] points, double dearest)
    {
        var cheap = Array.ConvertAll(points, point => point.Cost <= dearest);
        return StepRange.FromFlags(cheap).ConvertAll(run => new ThresholdRange(points[run.Start].Threshold, points[run.End].Threshold));
    }
}
