using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>A fitted model of windows of scaled values: one that expects values (<see cref="IReconstructionModel"/>), one that scores windows itself
/// (<see cref="IScoringModel"/>), or both.</summary>
/// <remarks>Immutable and safe to use from several threads.</remarks>
public interface IWindowModel
{
    /// <summary>Steps in a window; 1 for models that see one row at a time.</summary>
    int WindowLength { get; }

    int SignalCount { get; }

    /// <summary>Numbers that fitting determined.</summary>
    long ParameterCount { get; }

    /// <summary>All numbers that fitting determined, for a bundle; <see cref="ModelOptions.Restore"/> puts the model together again.</summary>
    IReadOnlyList<SafeTensor> ToTensors();
}
