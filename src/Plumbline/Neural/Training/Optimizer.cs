using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Steps all parameters of a network at once; knows nothing of layers.</summary>
internal abstract class Optimizer
{
    public static Optimizer Create(OptimizerKind kind, int length) => kind == OptimizerKind.Adam ? new Adam(length) : new RmsProp(length);

    /// <param name="gradients">Whole panels, as are the parameters, changed in place.</param>
    public abstract void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters);

    private protected static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    private protected static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}

/// <summary>Kingma and Ba 2015, algorithm 1 in the order of the end of its section 2, as Keras has it.</summary>
internal sealed class Adam(int length) : Optimizer
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-7;
    private readonly AlignedBuffer means = new(length);
    private readonly AlignedBuffer squares = new(length);
    private int steps;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters)
    {
        steps++;
        var rate = Vector256.Create((float)(learningRate * Math.Sqrt(1 - Math.Pow(SquareDecay, steps)) / (1 - Math.Pow(MeanDecay, steps))));
        var (meanShare, squareShare, epsilon) = (Vector256.Create((float)(1 - MeanDecay)), Vector256.Create((float)(1 - SquareDecay)), Vector256.Create((float)Epsilon));
        var gs = Vectors(gradients);
        var ps = Vectors(parameters)[..gs.Length];
        var ms = Vectors(means.Span)[..gs.Length];
        var vs = Vectors(squares.Span)[..gs.Length];
        for (var i = 0; i < gs.Length; i++)
        {
            var g = gs[i];
            var m = ms[i] + ((g - ms[i]) * meanShare);
            var v = vs[i] + (((g * g) - vs[i]) * squareShare);
            ms[i] = m;
            vs[i] = v;
            ps[i] -= rate * m / (Vector256.Sqrt(v) + epsilon);
        }
    }
}

/// <summary>Hinton 2012, lecture 6e, as Keras has it: no momentum, not centred, epsilon under the root.</summary>
internal sealed class RmsProp(int length) : Optimizer
{
    private const double Decay = 0.9;
    private const double Epsilon = 1e-7;
    private readonly AlignedBuffer squares = new(length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters)
    {
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
