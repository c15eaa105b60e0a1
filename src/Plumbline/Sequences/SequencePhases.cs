using Plumbline.Data;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>The phases that are done, in their order: what a bundle holds.</summary>
/// <param name="Errors">Null before the second phase.</param>
/// <param name="Thresholds">Null before the third phase.</param>
public sealed record SequencePhases(SequenceReconstruction Reconstruction, SequenceErrors? Errors = null, SequenceThresholds? Thresholds = null)
{
    /// <summary>Null until all phases are done.</summary>
    public SequenceDetector? Detector => Errors is not null && Thresholds is not null ? new(Reconstruction, Errors, Thresholds) : null;

    /// <summary>All three phases, one after the other.</summary>
    /// <param name="train">Normal sequences that the model is fitted on.</param>
    /// <param name="normal">Other normal sequences, whose errors are measured.</param>
    /// <param name="tuning">Sequences that the thresholds are found on; labelled ones by their labels, otherwise they should be normal. The normal ones by default.</param>
    /// <inheritdoc cref="SequenceReconstruction.Fit(SequenceSet, SequenceOptions, TrainingWatch, CancellationToken)"/>
    public static SequencePhases Fit(SequenceSet train, SequenceSet normal, SequenceSet? tuning, SequenceOptions options, TrainingWatch? watch = null, CancellationToken cancellation = default)
    {
        var reconstruction = SequenceReconstruction.Fit(train, options, watch, cancellation);
        var errors = SequenceErrors.Measure(reconstruction, normal, cancellation);
        return new(reconstruction, errors, SequenceThresholds.Find(reconstruction, errors, tuning ?? normal, cancellation));
    }
}
