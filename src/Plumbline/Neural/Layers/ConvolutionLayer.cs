using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Convolution over steps, Keras' Conv1D: outputs[t] = activation(bias + sum over j of inputs[t * stride + j - left] x kernel[j]).</summary>
/// <remarks>left is 0 for <see cref="StepPadding.Valid"/>; for <see cref="StepPadding.Same"/> it is the smaller half of the zeros that
/// max((outputs - 1) * stride + width - inputs, 0) steps need, as TensorFlow counts.</remarks>
internal sealed class ConvolutionLayer(int steps, int inputs, int filters, int width, int stride, StepPadding padding, Activation activation)
    : TapLayer(steps, inputs, StepsOf(steps, width, stride, padding), filters, activation, TapsOf(steps, width, stride, padding))
{
    public override string Kind => "convolution";

    public int Stride => stride;

    public StepPadding Padding => padding;

    /// <summary>Steps that come out of a convolution.</summary>
    /// <exception cref="ArgumentException">None would.</exception>
    public static int StepsOf(int steps, int width, int stride, StepPadding padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (padding == StepPadding.Same) return (steps + stride - 1) / stride;
        if (width > steps) throw new ArgumentException($"A kernel of {width} taps does not fit into {steps} steps.", nameof(width));
        return ((steps - width) / stride) + 1;
    }

    /// <summary>Zeros before the first step.</summary>
    public static int LeftOf(int steps, int width, int stride, StepPadding padding) =>
        padding == StepPadding.Valid ? 0 : Math.Max(((StepsOf(steps, width, stride, padding) - 1) * stride) + width - steps, 0) / 2;

    private static Tap[] TapsOf(int steps, int width, int stride, StepPadding padding)
    {
        var (outputs, left) = (StepsOf(steps, width, stride, padding), LeftOf(steps, width, stride, padding));
        return [.. Enumerable.Range(0, width).Select(tap => Tap.Within(tap - left, stride, steps, 0, 1, outputs))];
    }
}
