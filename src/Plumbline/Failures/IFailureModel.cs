using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>A fitted model that says of a window how likely a failure follows soon.</summary>
/// <remarks>Immutable and safe to use from several threads. A window's answer does not depend, to the bit, on the windows around it.</remarks>
public interface IFailureModel
{
    /// <summary>Steps in a window.</summary>
    int WindowLength { get; }

    /// <summary>Signals in a step.</summary>
    int SignalCount { get; }

    /// <summary>Numbers that fitting determined.</summary>
    long ParameterCount { get; }

    /// <summary>How training went, epoch by epoch or round by round; null for a model that was restored.</summary>
    TrainingHistory? History { get; }

    /// <param name="windows">[window, step, signal], scaled.</param>
    /// <param name="probabilities">[window], written whole, each 0 to 1. At the share of failures the model was fitted at, so no probability for a fleet with another one.</param>
    /// <exception cref="ArgumentException">The lengths do not belong to the same number of windows.</exception>
    void Score(ReadOnlySpan<float> windows, Span<double> probabilities);

    /// <summary>All numbers that fitting determined, for a bundle.</summary>
    IReadOnlyList<SafeTensor> ToTensors();
}
