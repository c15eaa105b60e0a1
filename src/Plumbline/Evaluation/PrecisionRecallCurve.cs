namespace Plumbline.Evaluation;

/// <summary>Precision against recall over all thresholds, point by point.</summary>
/// <param name="Thresholds">Distinct scores, falling, [point]; a step is flagged at <c>score &gt;= threshold</c>.</param>
/// <param name="Precisions">[point], 0 to 1.</param>
/// <param name="Recalls">Rising, [point], 0 to 1. The curve starts at recall 0 and precision 1, which has no threshold and is not listed.</param>
/// <param name="AveragePrecision">Sum of (recall gained x precision) without interpolation: the AUC-PR to report. A random score reaches the share of anomalous steps.</param>
/// <param name="TrapezoidArea">Area by trapezoids, for comparison with papers that report it; too kind between distant points.</param>
/// <param name="Best">The threshold with the highest F1.</param>
public sealed record PrecisionRecallCurve(
    double[] Thresholds, double[] Precisions, double[] Recalls, double AveragePrecision, double TrapezoidArea, OracleF1 Best)
{
    /// <summary>The curve through every distinct score.</summary>
    /// <param name="scores">[step]; a NaN leaves its step out.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <returns>Null if the scored steps are all normal or all anomalous.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PrecisionRecallCurve? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        if (RankedScores.Of(scores, labels) is not { } ranked) return null;
        var precisions = new double[ranked.Thresholds.Length];
        var recalls = new double[ranked.Thresholds.Length];
        double average = 0, trapezoids = 0, bestF1 = -1, previousPrecision = 1, previousRecall = 0;
        var best = 0;
        for (var point = 0; point < recalls.Length; point++)
        {
            int hits = ranked.TruePositives[point], flagged = hits + ranked.FalsePositives[point];
            var precision = precisions[point] = (double)hits / flagged;
            var recall = recalls[point] = (double)hits / ranked.Positives;
            average += (recall - previousRecall) * precision;
            trapezoids += (recall - previousRecall) * (precision + previousPrecision) / 2;
            (previousPrecision, previousRecall) = (precision, recall);
            var f1 = 2.0 * hits / (flagged + ranked.Positives);
            if (f1 > bestF1) (bestF1, best) = (f1, point);
        }
        return new PrecisionRecallCurve(ranked.Thresholds, precisions, recalls, average, trapezoids,
            new OracleF1(bestF1, precisions[best], recalls[best], ranked.Thresholds[best]));
    }
}
