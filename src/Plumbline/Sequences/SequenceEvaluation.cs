using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;

namespace Plumbline.Sequences;

/// <summary>How a detector does on labelled sequences.</summary>
/// <param name="Seen">The phase that saw these very sequences before, which makes the figures no result; null if none did.</param>
public sealed record SequenceEvaluation(SequenceSource Source, string? Seen, double Beta, SequenceViewFigures Time, SequenceViewFigures Feature)
{
    /// <exception cref="DataFormatException">No labels, other signals or steps than those fitted on, or a missing value.</exception>
    public static SequenceEvaluation Of(SequenceDetector detector, SequenceSet set, CancellationToken cancellation = default)
    {
        if (!set.HasLabels) throw new DataFormatException(set.Source, "", "no labels", "a last column with 0 for normal and 1 for anomalous sequences");
        var source = SequenceSource.Of(set);
        var scores = detector.Score(set, cancellation);
        var beta = detector.Reconstruction.Options.Threshold.Beta;
        var seen = source.Fingerprint == detector.Reconstruction.Source.Fingerprint ? "training"
            : source.Fingerprint == detector.Errors.Source.Fingerprint ? "error statistics"
            : source.Fingerprint == detector.Thresholds.Source.Fingerprint ? "threshold tuning" : null;
        return new(source, seen, beta,
            Figures(ErrorView.TimeMajor, detector.Thresholds.Time.Value, scores.LargestOfTime(), scores.TimeErrors, set, beta),
            Figures(ErrorView.FeatureMajor, detector.Thresholds.Feature.Value, scores.LargestOfFeature(), scores.FeatureErrors, set, beta));
    }

    private static SequenceViewFigures Figures(ErrorView view, double threshold, double[] largest, double[] errors, SequenceSet set, double beta)
    {
        var labels = set.Labels.Span;
        var width = set.StepCount * set.SignalCount;
        int hits = 0, misses = 0, alarms = 0, rest = 0;
        double squares = 0, sum = 0;
        var plain = new double[set.Count];
        for (var sequence = 0; sequence < set.Count; sequence++)
        {
            var flagged = largest[sequence] > threshold;
            if (labels[sequence] != 0) { if (flagged) hits++; else misses++; }
            else if (flagged) alarms++;
            else rest++;
            foreach (var error in errors.AsSpan(sequence * width, width))
            {
                plain[sequence] += error * error;
                if (labels[sequence] == 0) sum += error;
            }
            if (labels[sequence] == 0) squares += plain[sequence];
        }
        double normal = (double)(alarms + rest) * width;
        var (precision, recall) = (FScore.Ratio(hits, hits + alarms), FScore.Ratio(hits, hits + misses));
        return new(view, threshold, hits, misses, alarms, rest, FScore.Ratio(hits + rest, set.Count), precision, recall, FScore.Of(precision, recall, beta),
            FScore.Ratio(alarms, alarms + rest), RocCurve.Of(largest, labels)?.Area, RocCurve.Of(plain, labels)?.Area,
            normal == 0 ? null : Math.Sqrt(squares / normal), FScore.Ratio(sum, normal));
    }
}
