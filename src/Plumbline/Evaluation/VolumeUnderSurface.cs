using Plumbline.Statistics;

namespace Plumbline.Evaluation;

/// <summary>Area under the range-aware ROC and precision-recall curves, averaged over all buffer lengths from 0 to a window: forgives
/// an alarm that comes a little early or late, without rewarding long events for a single hit.</summary>
/// <param name="Window">Longest buffer in steps; figures of different windows cannot be compared, so it belongs beside every one of them.</param>
/// <param name="Roc">VUS-ROC, 0 to 1.</param>
/// <param name="PrecisionRecall">VUS-PR, 0 to 1, the headline figure; the most accurate and robust of the measures studied by Liu and Paparrizos (TSB-AD, 2024).</param>
/// <remarks>Paparrizos et al., VLDB 2022, in the TSB-AD form: 250 thresholds at evenly spread ranks, and recall times the share of widened
/// events that are touched. Hence even window 0 is not exactly the plain area once there are more than 250 scores or a late-hit event.
/// The end of an event that reaches the last step is kept.</remarks>
public sealed record VolumeUnderSurface(int Window, double Roc, double PrecisionRecall)
{
    /// <summary>O(window x steps).</summary>
    /// <param name="scores">[step]; a NaN leaves its step out, and an event without any scored step.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="window">At least 0; usually the period of the series (<see cref="PeriodFinder"/>), or 100.</param>
    /// <returns>Null if the scored steps are all normal or all anomalous.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the window is negative.</exception>
    public static VolumeUnderSurface? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        if (RankSweep.Of(scores, labels) is not { } sweep) return null;
        double roc = 0, precisionRecall = 0;
        for (var width = 0; width <= window; width++)
        {
            var (area, averagePrecision) = Slice(sweep, width);
            roc += area;
            precisionRecall += averagePrecision;
        }
        return new VolumeUnderSurface(window, roc / (window + 1), precisionRecall / (window + 1));
    }

    private static (double Area, double AveragePrecision) Slice(RankSweep sweep, int window)
    {
        Span<double> softHits = stackalloc double[RankSweep.ThresholdCount];
        Span<int> touched = stackalloc int[RankSweep.ThresholdCount];
        sweep.SoftHits(window, softHits);
        var widened = sweep.Touched(window, gap: 0, touched);

        double area = 0, averagePrecision = 0, previousX = 0, previousY = 0, soft = 0;
        int flagged = 0, hits = 0, seen = 0;
        for (var index = 0; index < RankSweep.ThresholdCount; index++)
        {
            flagged += sweep.Flagged[index];
            hits += sweep.Hits[index];
            soft += softHits[index];
            seen += touched[index];
            var found = hits + soft;
            var positives = sweep.Anomalous + (soft / 2); // mean of hard labels and hard plus flagged soft ones
            var y = Math.Min(found / positives, 1) * seen / widened;
            var x = (flagged - found) / (sweep.Scored - positives);
            area += (x - previousX) * (y + previousY) / 2;
            averagePrecision += (y - previousY) * found / flagged;
            (previousX, previousY) = (x, y);
        }
        return (area + ((1 - previousX) * (1 + previousY) / 2), averagePrecision);
    }
}
