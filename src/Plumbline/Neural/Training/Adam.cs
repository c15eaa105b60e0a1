using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Kingma and Ba 2015, algorithm 1 in the order of the end of its section 2, as Keras has it; with decay, Loshchilov and Hutter 2019.</summary>
/// <param name="length">Of the parameters.</param>
/// <param name="weightDecay">Share x learning rate by which kernels shrink before each step.</param>
/// <param name="kernels">Where they lie among the parameters.</param>
internal sealed class Adam(int length, double weightDecay = 0, IReadOnlyList<Range>? kernels = null) : Optimizer
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Epsilon = 1e-7;
    private readonly AlignedBuffer means = new(length);
    private readonly AlignedBuffer squares = new(length);
    private readonly Range[] kernels = [.. kernels ?? []];

    public override IReadOnlyList<AlignedBuffer> Memory => [means, squares];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(ReadOnlySpan<float> gradients, double learningRate, Span<float> parameters)
    {
        Steps++;
        foreach (var kernel in kernels) TensorPrimitives.Multiply(parameters[kernel], (float)(1 - (learningRate * weightDecay)), parameters[kernel]);
        var rate = Vector256.Create((float)(learningRate * Math.Sqrt(1 - Math.Pow(SquareDecay, Steps)) / (1 - Math.Pow(MeanDecay, Steps))));
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
