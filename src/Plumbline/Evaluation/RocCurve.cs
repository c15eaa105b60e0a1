namespace Plumbline.Evaluation;

/// <summary>Receiver operating characteristic: share of anomalous steps found against share of normal steps flagged.</summary>
/// <param name="Thresholds">Distinct scores, falling, [point]; a step is flagged at <c>score &gt;= threshold</c>.</param>
/// <param name="FalsePositiveRates">Rising, [point], 0 to 1. The curve starts at the point (0, 0), which has no threshold and is not listed.</param>
/// <param name="TruePositiveRates">Rising, [point], 0 to 1.</param>
/// <param name="Area">Area by trapezoids, 0 to 1: the probability that an anomalous step scores above a normal one, ties counting half.</param>
public sealed record RocCurve(double[] Thresholds, double[] FalsePositiveRates, double[] TruePositiveRates, double Area)
{
    /// <summary>The curve through every distinct score.</summary>
    /// <param name="scores">[step]; a NaN leaves its step out.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <returns>Null if the scored steps are all normal or all anomalous.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static RocCurve? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        if (RankedScores.Of(scores, labels) is not { } ranked) return null;
        var falsePositives = Array.ConvertAll(ranked.FalsePositives, count => (double)count / ranked.Negatives);
        var truePositives = Array.ConvertAll(ranked.TruePositives, count => (double)count / ranked.Positives);
        double area = 0, x = 0, y = 0;
        for (var point = 0; point < falsePositives.Length; point++)
        {
            area += (falsePositives[point] - x) * (truePositives[point] + y) / 2;
            (x, y) = (falsePositives[point], truePositives[point]);
        }
        return new RocCurve(ranked.Thresholds, falsePositives, truePositives, area);
    }
}
