using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>No model at all: expects every signal at its centre, so the error is the scaled value itself.</summary>
/// <remarks>The squared error summed over signals is the sum of squared z-scores, the row that stands beside every model:
/// a model that does not beat it has learned nothing that helps detection.</remarks>
public sealed class ZScoreModel(int signalCount) : IReconstructionModel
{
    public int WindowLength => 1;

    public int SignalCount => signalCount;

    public long ParameterCount => 0;

    public IReadOnlyList<SafeTensor> ToTensors() => [];

    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        if (windows.Length != reconstructions.Length || windows.Length % SignalCount != 0)
            throw new ArgumentException($"{windows.Length} values in, {reconstructions.Length} out; expected equal multiples of {SignalCount}.");
        reconstructions.Clear();
    }
}
