using Plumbline.Neural;

namespace Plumbline.Sequences;

/// <summary>A fitted model of whole sequences that says what each value should have been, once for each view.</summary>
/// <remarks>Immutable. A sequence's reconstructions do not depend, to the bit, on the sequences around it.</remarks>
internal interface ISequenceModel
{
    /// <summary>Numbers that fitting determined.</summary>
    long ParameterCount { get; }

    /// <summary>All numbers that fitting determined, for a bundle.</summary>
    IReadOnlyList<SafeTensor> ToTensors();

    /// <param name="sequences">[sequence, step, signal].</param>
    /// <param name="byTime">Same shape: what the time-major model expects, which sees a step at a time.</param>
    /// <param name="byFeature">Same shape: what the feature-major model expects, which sees a signal at a time.</param>
    void Reconstruct(ReadOnlySpan<double> sequences, Span<double> byTime, Span<double> byFeature);
}
