using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Steps all parameters of a network at once; knows nothing of layers.</summary>
internal abstract class Optimizer
{
    /// <param name="network">Whose parameters will be stepped.</param>
    public static Optimizer Create(TrainingOptions options, Network network) => options.Optimizer switch
    {
        OptimizerKind.Adam => new Adam(network.Parameters.Length),
        OptimizerKind.AdamW => new Adam(network.Parameters.Length, options.WeightDecay, network.KernelRanges()),
        OptimizerKind.RmsProp => new RmsProp(network.Parameters.Length),
        OptimizerKind.Sgd => new Sgd(network.Parameters.Length, options.Momentum),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Optimizer, "No such optimiser."),
    };

    /// <summary>Steps taken so far.</summary>
    public int Steps { get; set; }

    /// <summary>What it remembers from step to step, to be kept and given back as it is; each laid out like the parameters.</summary>
    public abstract IReadOnlyList<AlignedBuffer> Memory { get; }

    /// <param name="gradients">Whole panels, as are the parameters, changed in place.</param>
    public abstract void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters);

    private protected static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    private protected static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
