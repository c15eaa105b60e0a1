using Plumbline.Data;

namespace Plumbline.Sequences;

/// <summary>Errors and distances of some sequences in both views.</summary>
public sealed class SequenceScores
{
    private SequenceScores(int count, int steps, int signals)
    {
        (Count, StepCount, SignalCount) = (count, steps, signals);
        (TimeErrors, FeatureErrors) = (new double[count * steps * signals], new double[count * steps * signals]);
        (TimeDistances, FeatureDistances) = (new double[count * steps], new double[count * signals]);
    }

    public int Count { get; }

    public int StepCount { get; }

    public int SignalCount { get; }

    /// <summary>Absolute errors of the time view in the units of the source, [sequence, step, signal].</summary>
    public double[] TimeErrors { get; }

    /// <summary>Absolute errors of the feature view in the units of the source, [sequence, step, signal].</summary>
    public double[] FeatureErrors { get; }

    /// <summary>Mahalanobis distance of each step, [sequence, step], at least 0.</summary>
    public double[] TimeDistances { get; }

    /// <summary>Mahalanobis distance of each signal, [sequence, signal], at least 0: the largest is the signal most to blame.</summary>
    public double[] FeatureDistances { get; }

    /// <exception cref="DataFormatException">Other signals or steps than those fitted on, or a missing value.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SequenceScores Of(SequenceReconstruction reconstruction, SequenceErrors errors, SequenceSet set, CancellationToken cancellation = default)
    {
        reconstruction.Require(set);
        var (steps, signals) = (set.StepCount, set.SignalCount);
        var scores = new SequenceScores(set.Count, steps, signals);
        reconstruction.AbsoluteErrors(set.Values.Span, scores.TimeErrors, scores.FeatureErrors, cancellation);
        for (var sequence = 0; sequence < set.Count; sequence++)
        {
            var values = sequence * steps * signals;
            errors.Distances(scores.TimeErrors.AsSpan(values, steps * signals), scores.FeatureErrors.AsSpan(values, steps * signals),
                scores.TimeDistances.AsSpan(sequence * steps, steps), scores.FeatureDistances.AsSpan(sequence * signals, signals));
        }
        return scores;
    }

    /// <summary>Largest distance of each sequence's steps, [sequence].</summary>
    public double[] LargestOfTime() => Largest(TimeDistances, StepCount);

    /// <summary>Largest distance of each sequence's signals, [sequence].</summary>
    public double[] LargestOfFeature() => Largest(FeatureDistances, SignalCount);

    private static double[] Largest(double[] distances, int width)
    {
        var largest = new double[distances.Length / width];
        for (var sequence = 0; sequence < largest.Length; sequence++)
        {
            foreach (var distance in distances.AsSpan(sequence * width, width)) largest[sequence] = Math.Max(largest[sequence], distance);
        }
        return largest;
    }
}
