using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Hinton 2012, lecture 6e, as Keras has it: no momentum, not centred, epsilon under the root.</summary>
internal sealed class RmsProp(int length) : Optimizer
{
    private const double Decay = 0.9;
    private const double Epsilon = 1e-7;
    private readonly AlignedBuffer squares = new(length);

    public override IReadOnlyList<AlignedBuffer> Memory => [squares];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters)
    {
        Steps++;
        var (rate, share, epsilon) = (Vector256.Create((float)learningRate), Vector256.Create((float)(1 - Decay)), Vector256.Create((float)Epsilon));
        var gs = Vectors(gradients);
        var ps = Vectors(parameters)[..gs.Length];
        var vs = Vectors(squares.Span)[..gs.Length];
        for (var i = 0; i < gs.Length; i++)
        {
            var g = gs[i];
            var v = vs[i] + (((g * g) - vs[i]) * share);
            vs[i] = v;
            ps[i] -= rate * g / Vector256.Sqrt(v + epsilon);
        }
    }
}
