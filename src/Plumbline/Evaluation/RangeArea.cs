namespace Plumbline.Evaluation;

/// <summary>Area under the range-aware ROC and precision-recall curves for one buffer length (R-AUC), as first published.</summary>
/// <param name="Window">Buffer in steps; half of it lies on each side of an event.</param>
/// <param name="Roc">R-AUC-ROC, 0 to 1.</param>
/// <param name="PrecisionRecall">R-AUC-PR by trapezoids, 0 to 1.</param>
/// <remarks>Paparrizos et al., VLDB 2022. Unlike a slice of <see cref="VolumeUnderSurface"/> it counts the soft labels of the whole buffer
/// as positives whether flagged or not, so a perfect score stays below 1; prefer the volume.</remarks>
public sealed record RangeArea(int Window, double Roc, double PrecisionRecall)
{
    /// <summary>O(steps).</summary>
    /// <param name="scores">[step]; a NaN leaves its step out, and an event without any scored step.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <returns>Null if the scored steps are all normal or all anomalous.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the window is negative.</exception>
    public static RangeArea? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        if (RankSweep.Of(scores, labels) is not { } sweep) return null;
        Span<double> softHits = stackalloc double[RankSweep.ThresholdCount];
        Span<int> touched = stackalloc int[RankSweep.ThresholdCount];
        sweep.SoftHits(window, softHits);
        var widened = sweep.Touched(window, gap: 1, touched);
        var positives = (double)sweep.Anomalous;
        foreach (var weight in softHits) positives += weight / 2;

        double roc = 0, precisionRecall = 0, previousX = 0, previousY = 0, previousPrecision = 1, found = 0;
        int flagged = 0, seen = 0;
        for (var index = 0; index < RankSweep.ThresholdCount; index++)
        {
            flagged += sweep.Flagged[index];
            found += sweep.Hits[index] + softHits[index];
            seen += touched[index];
            var y = Math.Min(found / positives, 1) * seen / widened;
            var x = (flagged - found) / (sweep.Scored - positives);
            var precision = found / flagged;
            roc += (x - previousX) * (y + previousY) / 2;
            precisionRecall += (y - previousY) * (precision + previousPrecision) / 2;
            (previousX, previousY, previousPrecision) = (x, y, precision);
        }
        return new RangeArea(window, roc + ((1 - previousX) * (1 + previousY) / 2), precisionRecall);
    }
}
