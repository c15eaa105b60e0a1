using System.Text.Json.Serialization;
using Plumbline.Sequences;

namespace Plumbline.App.Documents;

/// <summary>What <c>sequence score --json</c> prints: the published response, one prediction a sequence.</summary>
internal sealed record SequencePredictions(IReadOnlyList<SequencePrediction> Predictions)
{
    public static SequencePredictions Of(SequenceDetector detector, SequenceScores scores)
    {
        var (time, feature) = (detector.Thresholds.Time.Value, detector.Thresholds.Feature.Value);
        var (largestTime, largestFeature) = (scores.LargestOfTime(), scores.LargestOfFeature());
        var width = scores.StepCount * scores.SignalCount;
        return new([.. Enumerable.Range(0, scores.Count).Select(i => new SequencePrediction(
            ByStep(scores.TimeErrors.AsSpan(i * width, width), scores.SignalCount), ByStep(scores.FeatureErrors.AsSpan(i * width, width), scores.SignalCount),
            scores.TimeDistances.AsSpan(i * scores.StepCount, scores.StepCount).ToArray(), scores.FeatureDistances.AsSpan(i * scores.SignalCount, scores.SignalCount).ToArray(),
            time, feature, largestTime[i] > time ? 1 : 0, largestFeature[i] > feature ? 1 : 0))]);
    }

    private static double[][] ByStep(ReadOnlySpan<double> errors, int signals)
    {
        var steps = new double[errors.Length / signals][];
        for (var step = 0; step < steps.Length; step++) steps[step] = errors.Slice(step * signals, signals).ToArray();
        return steps;
    }
}

/// <summary>The eight published fields of a sequence, under their published names.</summary>
/// <param name="TimeErrors">Absolute errors of the time view, [step][signal].</param>
/// <param name="FeatureErrors">Absolute errors of the feature view, [step][signal].</param>
/// <param name="TimeDistances">[step].</param>
/// <param name="FeatureDistances">[signal].</param>
/// <param name="TimeFlag">1 when a step's distance is over the threshold, otherwise 0.</param>
/// <param name="FeatureFlag">1 when a signal's distance is over the threshold, otherwise 0.</param>
internal sealed record SequencePrediction(
    [property: JsonPropertyName("X_time_abs_recon_err")] double[][] TimeErrors,
    [property: JsonPropertyName("X_feat_abs_recon_err")] double[][] FeatureErrors,
    [property: JsonPropertyName("mahalanobis_dist_time")] double[] TimeDistances,
    [property: JsonPropertyName("mahalanobis_dist_feat")] double[] FeatureDistances,
    [property: JsonPropertyName("time_anom_thresh_var")] double TimeThreshold,
    [property: JsonPropertyName("feat_anom_thresh_var")] double FeatureThreshold,
    [property: JsonPropertyName("time_anom_flags")] int TimeFlag,
    [property: JsonPropertyName("feat_anom_flags")] int FeatureFlag);
