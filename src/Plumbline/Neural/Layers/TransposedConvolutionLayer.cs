using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>A convolution's way back, Keras' Conv1DTranspose: each input step adds inputs[t] x kernel[j] to output step t * stride + j - left.</summary>
/// <remarks>
/// steps * stride steps come out for <see cref="StepPadding.Same"/>, steps * stride + max(width - stride, 0) for
/// <see cref="StepPadding.Valid"/>; left is what the convolution of these outputs to the inputs would have. The kernel is
/// [tap, input, filter], where Keras keeps [tap, filter, input].
/// </remarks>
internal sealed class TransposedConvolutionLayer(int steps, int inputs, int filters, int width, int stride, StepPadding padding, Activation activation)
    : TapLayer(steps, inputs, StepsOf(steps, width, stride, padding), filters, activation, TapsOf(steps, width, stride, padding))
{
    public override string Kind => "transposed_convolution";

    public int Stride => stride;

    public StepPadding Padding => padding;

    private static int StepsOf(int steps, int width, int stride, StepPadding padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        return (steps * stride) + (padding == StepPadding.Same ? 0 : Math.Max(width - stride, 0));
    }

    private static Tap[] TapsOf(int steps, int width, int stride, StepPadding padding)
    {
        var outputs = StepsOf(steps, width, stride, padding);
        var left = ConvolutionLayer.LeftOf(outputs, width, stride, padding);
        return [.. Enumerable.Range(0, width).Select(tap => Tap.Within(0, 1, steps, tap - left, stride, outputs))];
    }
}
