using System.Numerics.Tensors;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>An <see cref="UpSamplingLayer"/> and a <see cref="ConvolutionLayer"/> of stride 1 in one, at about half the products or fewer.</summary>
/// <remarks>
/// Repeating each of the steps n times is putting n - 1 zero steps after each and then summing n neighbours. The sum may as well be taken
/// after the convolution, and zero steps need no products: sums[m] = sum over j, s with n s = m + j - left of inputs[s] x kernel[j], and
/// outputs[t] = activation(bias + sums[t] + sums[t - 1] + ... + sums[t - n + 1]). Sums whose m leaves the same remainder lie together, so that each
/// tap's steps follow each other.
/// </remarks>
internal sealed class UpSampledConvolutionLayer : TapLayer
{
    private readonly int phaseSteps; // sums of the same remainder

    /// <param name="steps">That come in, before they are repeated.</param>
    /// <param name="repeats">Times each step is seen.</param>
    public UpSampledConvolutionLayer(int steps, int repeats, int inputs, int filters, int width, StepPadding padding, Activation activation)
        : base(steps, inputs, ConvolutionLayer.StepsOf(steps * repeats, width, 1, padding), filters, activation, TapsOf(steps, repeats, width, padding))
    {
        Repeats = repeats;
        Padding = padding;
        phaseSteps = PhaseSteps(steps, repeats, width, padding);
    }

    public override string Kind => "convolution";

    public int Repeats { get; }

    public StepPadding Padding { get; }

    /// <summary>The sums; their gradients, going back.</summary>
    public override int TapePerRow => Repeats * phaseSteps * PaddedOutputs;

    protected override Span<float> Sums(Span<float> outputs, Span<float> tape, int rows) => tape[..(rows * TapePerRow)];

    /// <summary>Each output has one sum of each remainder, so those of remainder 0 start from the bias.</summary>
    protected override void Start(Span<float> sums, ReadOnlySpan<float> bias, int rows)
    {
        var first = rows * phaseSteps * PaddedOutputs;
        Fill(sums[..first], bias);
        sums[first..].Clear();
    }

    protected override void Finish(ReadOnlySpan<float> sums, Span<float> outputs, int rows)
    {
        var length = rows * PaddedOutputs;
        for (var step = 0; step < OutputSteps; step++)
        {
            var output = outputs.Slice(step * length, length);
            var first = sums.Slice(PlaceOf(step, Repeats, phaseSteps) * length, length);
            if (Repeats == 1) first.CopyTo(output);
            for (var i = 1; i < Repeats; i++)
            {
                TensorPrimitives.Add(first, sums.Slice(PlaceOf(step + i, Repeats, phaseSteps) * length, length), output);
                first = output;
            }
            Activations.Apply(Activation, output);
        }
    }

    protected override ReadOnlySpan<float> SumGradients(ReadOnlySpan<float> deltas, Span<float> tape, int rows)
    {
        var length = rows * PaddedOutputs;
        for (var m = 0; m < OutputSteps + Repeats - 1; m++)
        {
            var sum = tape.Slice(PlaceOf(m, Repeats, phaseSteps) * length, length);
            var (from, to) = (Math.Max(0, m - Repeats + 1), Math.Min(m, OutputSteps - 1));
            deltas.Slice(from * length, length).CopyTo(sum);
            for (var step = from + 1; step <= to; step++) TensorPrimitives.Add(sum, deltas.Slice(step * length, length), sum);
        }
        return tape[..(rows * TapePerRow)];
    }

    // m counts from the first sum that an output needs, which is n - 1 before that of the first output.
    private static int PlaceOf(int m, int repeats, int phaseSteps) => (m % repeats * phaseSteps) + (m / repeats);

    private static int PhaseSteps(int steps, int repeats, int width, StepPadding padding) =>
        (ConvolutionLayer.StepsOf(steps * repeats, width, 1, padding) + repeats - 1 + repeats - 1) / repeats;

    private static Tap[] TapsOf(int steps, int repeats, int width, StepPadding padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var sums = ConvolutionLayer.StepsOf(steps * repeats, width, 1, padding) + repeats - 1;
        var left = ConvolutionLayer.LeftOf(steps * repeats, width, 1, padding);
        var phaseSteps = PhaseSteps(steps, repeats, width, padding);
        return [.. Enumerable.Range(0, width).Select(tap =>
        {
            var spread = Tap.Within(0, 1, steps, left + repeats - 1 - tap, repeats, sums);
            return spread with { Sum = PlaceOf(spread.Sum, repeats, phaseSteps), SumStride = 1 };
        })];
    }
}
