using Plumbline.Data;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Sequences;

/// <summary>The borders between normal and anomalous distances: the third of the three phases.</summary>
/// <param name="Time">A sequence with a step further off is flagged.</param>
/// <param name="Feature">A sequence with a signal further off is flagged.</param>
/// <param name="Source">Sequences they were found on.</param>
public sealed record SequenceThresholds(Threshold Time, Threshold Feature, SequenceSource Source)
{
    /// <summary>With labels by the largest F-beta; otherwise from normal sequences by a rule that needs none.</summary>
    /// <param name="tuning">Sequences the model was not fitted on; without labels normal ones.</param>
    /// <exception cref="ArgumentException">They are those of the first phase.</exception>
    /// <exception cref="DataFormatException">Other signals or steps, a missing value, or labels of which no candidate finds any.</exception>
    public static SequenceThresholds Find(SequenceReconstruction reconstruction, SequenceErrors errors, SequenceSet tuning, CancellationToken cancellation = default)
    {
        var source = SequenceSource.Of(tuning);
        source.MustDifferFrom(reconstruction.Source, "find thresholds on");
        var scores = SequenceScores.Of(reconstruction, errors, tuning, cancellation);
        var options = reconstruction.Options.Threshold;
        if (tuning.HasLabels)
        {
            return new(WithLabels(scores.LargestOfTime(), tuning, options.TimeGrid, options),
                WithLabels(scores.LargestOfFeature(), tuning, options.FeatureGrid, options), source);
        }
        return new(ThresholdTuning.WithoutLabels(options.OfLargest ? scores.LargestOfTime() : scores.TimeDistances, options.Unlabelled),
            ThresholdTuning.WithoutLabels(options.OfLargest ? scores.LargestOfFeature() : scores.FeatureDistances, options.Unlabelled), source);
    }

    private static Threshold WithLabels(double[] largest, SequenceSet tuning, LinearGrid? grid, SequenceThresholdOptions options)
    {
        var candidates = grid?.Values() ?? ThresholdGrid.Distinct(largest);
        var sweep = FBetaSweep.Run(largest, tuning.Labels.Span, candidates);
        if (sweep.Best(options.Beta) is not { } best)
            throw new DataFormatException(tuning.Source, "", "no candidate with a defined F-beta", "at least one anomalous sequence that a candidate finds");
        var value = candidates[best];
        var above = largest.Where(distance => distance > value).DefaultIfEmpty(value).Min();
        if (options.Margin > 0 && value > 0) value *= Math.Pow(above / value, options.Margin);
        return new Threshold(value, ThresholdRule.FBeta, $"F{options.Beta:0.###} {sweep.FBeta(best, options.Beta):0.####}", largest.Length);
    }
}
