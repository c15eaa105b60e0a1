using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>Proximity-aware time series evaluation: early and late alarms count in part, the less the farther they are from the event.</summary>
/// <remarks>Ghorbani et al., KDD 2024, averaged over all pairs of buffers before {0, buffer} and after {0, buffer}. A flag before an event
/// counts only if the event itself is flagged too; a flag after it always counts. A missed step weighs 1, and less in the late part of an
/// event that was already noticed. Buffers end at the neighbouring event, the later one giving way. A step without a score is not flagged.</remarks>
public static class Pate
{
    /// <summary>Thresholds of the published default.</summary>
    public const int DefaultThresholds = 250;

    /// <summary>Area under the proximity-aware precision-recall curve, 0 to 1.</summary>
    /// <param name="scores">[step]; NaN is not flagged.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="buffer">Longest buffer on each side of an event, in steps, at least 0.</param>
    /// <param name="thresholds">Thresholds at evenly spread percentiles of the distinct scores, at least 2; 0 for every distinct score.
    /// The time is O(thresholds x steps).</param>
    /// <returns>Null if the scored steps are all normal or all anomalous.</returns>
    /// <remarks>Trapezoids; points at which recall falls are dropped, as published.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public static double? Area(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int buffer, int thresholds = DefaultThresholds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(buffer);
        ArgumentOutOfRangeException.ThrowIfNegative(thresholds);
        ArgumentOutOfRangeException.ThrowIfEqual(thresholds, 1);
        if (RankedScores.Of(scores, labels) is not { } ranked) return null;
        var falling = thresholds == 0 ? ranked.Thresholds : Percentiles(Corners(ranked), thresholds);
        var events = StepRange.FromLabels(labels);
        var flags = new bool[scores.Length];
        double total = 0;
        foreach (var (before, after) in Pairs(buffer))
        {
            var zones = new Zones(events, scores.Length, before, after);
            double area = 0, previousRecall = 0, previousPrecision = 1;
            foreach (var threshold in falling)
            {
                for (var step = 0; step < flags.Length; step++) flags[step] = scores[step] >= threshold;
                var (precision, recall) = zones.Judge(flags);
                if (recall < previousRecall) continue;
                area += (recall - previousRecall) * (precision + previousPrecision) / 2;
                (previousRecall, previousPrecision) = (recall, precision);
            }
            total += area;
        }
        return total / 4;
    }

    /// <summary>F1 of given flags, averaged over the four pairs of buffers.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <returns>0 to 1; null without events.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the buffer is negative.</exception>
    public static double? F1(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels, int buffer)
    {
        Aligned.Require(flags.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(buffer);
        var events = StepRange.FromLabels(labels);
        if (events.Count == 0) return null;
        double total = 0;
        foreach (var (before, after) in Pairs(buffer))
        {
            var (precision, recall) = new Zones(events, flags.Length, before, after).Judge(flags);
            total += FScore.Of(precision, recall)!.Value;
        }
        return total / 4;
    }

    private static (int Before, int After)[] Pairs(int buffer) => [(0, 0), (0, buffer), (buffer, 0), (buffer, buffer)];

    /// <summary>Distinct scores without those inside a straight stretch of the plain ROC curve, falling.</summary>
    private static double[] Corners(RankedScores ranked)
    {
        var hits = ranked.TruePositives;
        return ranked.Thresholds.Where((_, index) =>
            index == 0 || index == hits.Length - 1 || hits[index] != hits[index - 1] || hits[index + 1] != hits[index]).ToArray();
    }

    /// <summary>Evenly spread percentiles, linear between two values, falling from the highest to the lowest.</summary>
    private static double[] Percentiles(double[] falling, int count)
    {
        var percentiles = new double[count];
        var stride = -100.0 / (count - 1);
        for (var index = 0; index < count; index++)
        {
            var rank = (falling.Length - 1) * ((index == count - 1 ? 0 : 100 + (index * stride)) / 100);
            var below = (int)Math.Floor(rank);
            var share = rank - below;
            var low = falling[falling.Length - 1 - below];
            var high = falling[Math.Max(falling.Length - 2 - below, 0)];
            percentiles[index] = share < 0.5 ? low + ((high - low) * share) : high - ((high - low) * (1 - share));
        }
        return percentiles;
    }

    /// <summary>The steps before, in and after each event, with the weight a flag has there.</summary>
    private sealed class Zones
    {
        private readonly List<StepRange> events;
        private readonly int[] starts; // first step of the buffer before, [event]
        private readonly int[] ends; // last step of the buffer after, [event]

        public Zones(List<StepRange> events, int steps, int before, int after)
        {
            this.events = events;
            (starts, ends) = (new int[events.Count], new int[events.Count]);
            for (var index = 0; index < events.Count; index++)
            {
                starts[index] = Math.Max(events[index].Start - before, index == 0 ? 0 : ends[index - 1] + 1);
                ends[index] = Math.Min(events[index].End + after, (index + 1 < events.Count ? events[index + 1].Start : steps) - 1);
            }
        }

        public (double Precision, double Recall) Judge(ReadOnlySpan<bool> flags)
        {
            double found = 0, missed = 0;
            for (var index = 0; index < events.Count; index++)
            {
                var one = events[index];
                var centre = (one.Start + one.End) / 2.0;
                var inside = flags.Slice(one.Start, one.Length);
                if (inside.Contains(true))
                {
                    found += inside.Count(true);
                    missed += LateMisses(inside);
                    for (var step = starts[index]; step < one.Start; step++)
                    {
                        if (flags[step]) found += 1 - ((centre - step) / (centre - starts[index]));
                    }
                }
                else missed += one.Length;
                for (var step = one.End + 1; step <= ends[index]; step++)
                {
                    if (flags[step]) found += 1 - ((step - centre) / (ends[index] - centre));
                }
            }
            var flagged = flags.Count(true);
            return (flagged == 0 ? 0 : found / flagged, found + missed == 0 ? 0 : found / (found + missed));
        }

        /// <summary>Weight of the missed steps of an event that was hit: 1 up to as many steps after its start as its first alarm is long,
        /// then falling with the summed distance from that part.</summary>
        private static double LateMisses(ReadOnlySpan<bool> inside)
        {
            var first = inside.IndexOf(true);
            var length = inside[first..].IndexOf(false);
            var early = length < 0 ? inside.Length - first : length;
            var largest = inside.Length * (inside.Length - 1) / 2.0;
            double weight = 0;
            for (var step = 0; step < inside.Length; step++)
            {
                if (inside[step]) continue;
                weight += step <= early ? 1 : 1 - ((early + 1) * (step - (early / 2.0)) / largest);
            }
            return weight;
        }
    }
}
