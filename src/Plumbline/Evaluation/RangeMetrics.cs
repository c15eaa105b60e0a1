using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>Range-based precision and recall.</summary>
/// <param name="Precision">Mean overlap of the alarms with events, 0 to 1; null without alarms.</param>
/// <param name="Recall">Mean over events of alpha x (hit at all) + (1 - alpha) x overlap, 0 to 1; null without events.</param>
/// <param name="Existence">Share of events hit at all; null without events.</param>
/// <param name="Overlap">Mean overlap of the events with alarms; null without events.</param>
/// <remarks>Tatbul et al., NeurIPS 2018. Overlap of a range is the bias-weighted share of its steps that the other side covers, divided by
/// the number of covering pieces if <see cref="RangeCardinality.Reciprocal"/>.</remarks>
public sealed record RangeMetrics(double? Precision, double? Recall, double? Existence, double? Overlap)
{
    /// <summary>Harmonic mean of precision and recall; null without events, 0 if nothing is found.</summary>
    public double? F1 => FScore.Of(Precision, Recall);

    /// <summary>The figures of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="alpha">Worth of hitting an event at all, 0 to 1; 0.2 as in the TSB-AD benchmark. Precision knows no such reward.</param>
    /// <param name="bias">Flat as in the benchmark.</param>
    /// <param name="cardinality">Reciprocal as in the benchmark.</param>
    /// <exception cref="ArgumentException">The lengths differ, or alpha is not within 0 to 1.</exception>
    public static RangeMetrics Of(
        ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels, double alpha = 0.2,
        PositionalBias bias = PositionalBias.Flat, RangeCardinality cardinality = RangeCardinality.Reciprocal)
    {
        Aligned.Require(flags.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alpha, 1);
        var events = StepRange.FromLabels(labels);
        var alarms = StepRange.FromFlags(flags);
        var (existence, overlap) = Cover(events, alarms, bias, cardinality);
        return new RangeMetrics(Cover(alarms, events, bias, cardinality).Overlap, (alpha * existence) + ((1 - alpha) * overlap), existence, overlap);
    }

    /// <summary>Share of ranges touched and mean overlap; both lists in order.</summary>
    private static (double? Existence, double? Overlap) Cover(
        List<StepRange> ranges, List<StepRange> pieces, PositionalBias bias, RangeCardinality cardinality)
    {
        var touched = 0;
        double total = 0;
        var first = 0;
        foreach (var range in ranges)
        {
            while (first < pieces.Count && pieces[first].End < range.Start) first++;
            double weight = 0;
            var count = 0;
            for (var piece = first; piece < pieces.Count && pieces[piece].Touches(range); piece++)
            {
                count++;
                weight += WeightUpTo(Math.Min(pieces[piece].End, range.End) - range.Start + 1, range.Length, bias)
                    - WeightUpTo(Math.Max(pieces[piece].Start, range.Start) - range.Start, range.Length, bias);
            }
            if (count == 0) continue;
            touched++;
            total += weight / WeightUpTo(range.Length, range.Length, bias) / (cardinality == RangeCardinality.Reciprocal ? count : 1);
        }
        return (FScore.Ratio(touched, ranges.Count), FScore.Ratio(total, ranges.Count));
    }

    /// <summary>Sum of the weights of the first steps of a range.</summary>
    private static double WeightUpTo(double steps, double length, PositionalBias bias) => bias switch
    {
        PositionalBias.Flat => steps,
        PositionalBias.Back => Triangle(steps),
        PositionalBias.Front => Triangle(length) - Triangle(length - steps),
        // 1, 2, .. up to the middle, then back down to 1
        PositionalBias.Middle when steps <= length / 2 => Triangle(steps),
        PositionalBias.Middle => Triangle(Math.Floor(length / 2)) + Triangle(Math.Ceiling(length / 2)) - Triangle(length - steps),
        _ => throw new ArgumentOutOfRangeException(nameof(bias), bias, null),
    };

    private static double Triangle(double count) => count * (count + 1) / 2;
}
