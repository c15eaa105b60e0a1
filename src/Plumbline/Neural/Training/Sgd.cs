using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>velocity = momentum * velocity - rate * gradient; parameters move by the velocity (Polyak 1964, as Keras has it).</summary>
internal sealed class Sgd(int length, double momentum) : Optimizer
{
    private readonly AlignedBuffer velocities = new(length);

    public override IReadOnlyList<AlignedBuffer> Memory => [velocities];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters)
    {
        Steps++;
        var (rate, kept) = (Vector256.Create((float)learningRate), Vector256.Create((float)momentum));
        var gs = Vectors(gradients);
        var ps = Vectors(parameters)[..gs.Length];
        var vs = Vectors(velocities.Span)[..gs.Length];
        for (var i = 0; i < gs.Length; i++)
        {
            vs[i] = (kept * vs[i]) - (rate * gs[i]);
            ps[i] += vs[i];
        }
    }
}
