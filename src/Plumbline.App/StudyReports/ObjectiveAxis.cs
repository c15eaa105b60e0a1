using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>The part of an objective's values that a plot shows, so that a few hopeless trials do not press all others into a line. What lies beyond is drawn at its edge.</summary>
/// <param name="IsLog">Whether ratios count.</param>
internal readonly record struct ObjectiveAxis(double Low, double High, bool IsLog)
{
    /// <summary>Values so many times as far from the best as the median is are beyond the edge.</summary>
    private const double Fence = 5;

    /// <summary>A ratio of worst to best from which a loss is drawn by ratios.</summary>
    private const double LogFrom = 30;

    /// <param name="values">Finite, at least one.</param>
    public static ObjectiveAxis Of(Goal goal, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var isLog = goal == Goal.Minimize && sorted[0] > 0 && sorted[(int)(0.95 * (sorted.Count - 1))] / sorted[0] > LogFrom;
        if (isLog) sorted = [.. sorted.Select(value => Math.Log(value))];
        if (goal == Goal.Maximize) sorted.Reverse();
        var (best, spread) = (sorted[0], Math.Abs(sorted[sorted.Count / 2] - sorted[0]));
        var worst = spread == 0 ? sorted[^1] : sorted.Last(value => Math.Abs(value - best) <= Fence * spread);
        var (low, high) = (Math.Min(best, worst), Math.Max(best, worst));
        var margin = high > low ? 0.05 * (high - low) : low == 0 || isLog ? 1 : 0.1 * Math.Abs(low);
        return isLog ? new(Math.Exp(low - margin), Math.Exp(high + margin), true) : new(low - margin, high + margin, false);
    }

    /// <summary>Where a value lies, 0 to 1; at the edge if it is beyond.</summary>
    public double Place(double value) => Math.Clamp(IsLog ? Math.Log(Math.Max(value, Low) / Low) / Math.Log(High / Low) : (value - Low) / (High - Low), 0, 1);

    /// <summary>The value at a place.</summary>
    public double Value(double place) => IsLog ? Low * Math.Pow(High / Low, place) : Low + (place * (High - Low));
}
