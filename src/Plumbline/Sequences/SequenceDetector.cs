using Plumbline.Data;

namespace Plumbline.Sequences;

/// <summary>All three phases together: says which sequences are anomalous, and which of their steps and signals.</summary>
/// <remarks>Immutable and safe to use from several threads.</remarks>
public sealed record SequenceDetector(SequenceReconstruction Reconstruction, SequenceErrors Errors, SequenceThresholds Thresholds)
{
    /// <exception cref="DataFormatException">Other signals or steps than those fitted on, or a missing value.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SequenceScores Score(SequenceSet set, CancellationToken cancellation = default) => SequenceScores.Of(Reconstruction, Errors, set, cancellation);
}
