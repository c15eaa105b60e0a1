using Plumbline.Data;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;

namespace Plumbline.Tests.Evaluation;

/// <summary>What the TSB-AD benchmark does and we do not: kept only to reach its published numbers.</summary>
internal static class TsbReference
{
    /// <summary>Best of 100 evenly spaced thresholds, strictly above; our own oracle tries every distinct score.</summary>
    public static double Oracle(double[] scores, Func<bool[], double> measure) =>
        ThresholdGrid.Linear(scores.Min(), scores.Max(), 100).Max(threshold => measure(Array.ConvertAll(scores, score => score > threshold)));

    /// <summary>Best F1 with 1e-5 added to the denominator.</summary>
    public static double StandardF1(PrecisionRecallCurve curve) =>
        curve.Precisions.Zip(curve.Recalls, (precision, recall) => 2 * precision * recall / (precision + recall + 1e-5)).Max();

    /// <summary>Composite F whose events lose their last step where they reach the end of the series, so that a last event of one step can
    /// never be hit.</summary>
    public static double EventF1(bool[] flags, int[] labels)
    {
        var events = StepRange.FromLabels(labels);
        if (events[^1].End == labels.Length - 1) events[^1] = events[^1] with { End = events[^1].End - 1 };
        var recall = events.Count(one => flags.AsSpan(one.Start, one.Length).Contains(true)) / (double)events.Count;
        var precision = PointMetrics.Of(flags, labels).Precision ?? 0;
        return 2 * recall * precision / (recall + precision + 1e-15);
    }

    /// <summary>Point adjustment that never fills in step 0.</summary>
    public static double PointAdjustedF1(bool[] flags, int[] labels)
    {
        var adjusted = PointAdjusted.Of(flags, labels);
        var forgotten = labels[0] != 0 && !flags[0] && flags.AsSpan(StepRange.FromLabels(labels)[0].Start, StepRange.FromLabels(labels)[0].Length).Contains(true);
        if (forgotten) adjusted = adjusted with { TruePositives = adjusted.TruePositives - 1, FalseNegatives = adjusted.FalseNegatives + 1 };
        return adjusted.F1!.Value;
    }

    /// <summary>VUS of flags. The labels of each window start from those the window before has left, not from the true ones.</summary>
    public static (double Recall, double Precision, double F) VolumeOfFlags(bool[] flags, int[] labels, int windowSize)
    {
        var n = labels.Length;
        var events = StepRange.FromLabels(labels);
        var anomalous = labels.Count(label => label != 0);
        var flagged = flags.Count(flag => flag);
        var leaked = Array.ConvertAll(labels, label => (double)label);
        double recallSum = 0, precisionSum = 0, fSum = 0;
        for (var window = 0; window <= windowSize; window++)
        {
            foreach (var one in events)
            {
                for (var distance = 1; distance <= window / 2; distance++)
                {
                    var weight = Math.Sqrt(1 - ((double)distance / window));
                    if (one.End + distance < n) leaked[one.End + distance] += weight;
                    if (one.Start - distance >= 0) leaked[one.Start - distance] += weight;
                }
            }
            for (var step = 0; step < n; step++) leaked[step] = Math.Min(leaked[step], 1);
            foreach (var one in Widened(events, window, n))
            {
                for (var step = one.Start; step <= one.End; step++) leaked[step] = labels[step] != 0 ? 1 : flags[step] ? leaked[step] : 0;
            }
            double found = 0, labelled = 0;
            foreach (var one in Widened(events, windowSize, n))
            {
                for (var step = one.Start; step <= one.End; step++)
                {
                    labelled += leaked[step];
                    if (flags[step]) found += leaked[step];
                }
            }
            var recall = Math.Min(found / ((anomalous + labelled) / 2), 1);
            var precision = found / flagged;
            recallSum += recall;
            precisionSum += precision;
            fSum += precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        }
        return (recallSum / (windowSize + 1), precisionSum / (windowSize + 1), fSum / (windowSize + 1));
    }

    /// <summary>Events widened by half a window on each side, merged where they then meet.</summary>
    public static List<StepRange> Widened(List<StepRange> events, int window, int steps)
    {
        var widened = new List<StepRange>();
        foreach (var one in events)
        {
            var wide = new StepRange(Math.Max(one.Start - (window / 2), 0), one.End + (window / 2));
            if (widened.Count > 0 && widened[^1].End >= one.Start - (window / 2)) widened[^1] = widened[^1] with { End = wide.End };
            else widened.Add(wide);
        }
        return widened.ConvertAll(one => one with { End = Math.Min(one.End, steps - 1) });
    }
}
