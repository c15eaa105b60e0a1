using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural;

/// <summary>Mean over rows and outputs of (output - target)^2.</summary>
internal static class MeanSquaredError
{
    /// <param name="outputs">[row, padded output].</param>
    /// <param name="targets">Same shape.</param>
    /// <param name="width">Outputs that count; what follows them in a row is padding.</param>
    /// <returns>Sum of the squares, not yet divided by their number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int width, int rows)
    {
        var stride = PanelLayout.Pad(width);
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var ys = MemoryMarshal.Cast<float, Vector256<float>>(outputs.Slice(row * stride, width));
            var ts = MemoryMarshal.Cast<float, Vector256<float>>(targets.Slice(row * stride, width))[..ys.Length];
            var squares = Vector256<float>.Zero;
            for (var i = 0; i < ys.Length; i++) squares += (ys[i] - ts[i]) * (ys[i] - ts[i]);
            sum += Vector256.Sum(squares);
            for (var i = ys.Length * Vector256<float>.Count; i < width; i++)
            {
                var difference = outputs[(row * stride) + i] - targets[(row * stride) + i];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /// <summary>Gradients of the mean: 2 / (rows * width) * (output - target), zero in the padding.</summary>
    /// <param name="gradients">[row, padded output], written whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int width, int rows, Span<float> gradients)
    {
        var stride = PanelLayout.Pad(width);
        var scale = 2f / ((float)rows * width);
        for (var row = 0; row < rows; row++)
        {
            var ys = MemoryMarshal.Cast<float, Vector256<float>>(outputs.Slice(row * stride, stride));
            var ts = MemoryMarshal.Cast<float, Vector256<float>>(targets.Slice(row * stride, stride))[..ys.Length];
            var gs = MemoryMarshal.Cast<float, Vector256<float>>(gradients.Slice(row * stride, stride))[..ys.Length];
            for (var i = 0; i < ys.Length; i++) gs[i] = (ys[i] - ts[i]) * scale;
            gradients[((row * stride) + width)..((row + 1) * stride)].Clear();
        }
    }
}
