using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Mean over rows and outputs of (output - target)^2.</summary>
internal static class MeanSquaredError
{
    /// <param name="outputs">[row, padded output].</param>
    /// <param name="targets">Same shape.</param>
    /// <param name="width">Outputs that count; what follows them in a row is padding.</param>
    /// <param name="batchRows">Rows that the mean is over; these may be a part of them.</param>
    /// <param name="gradients">Of the mean with respect to the outputs, 2 / (batchRows * width) * (output - target), zero in the padding; same shape.</param>
    /// <returns>Sum of the squares, not yet divided by their number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Evaluate(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int width, int rows, int batchRows, Span<float> gradients)
    {
        var stride = PanelLayout.Pad(width);
        var scale = 2f / ((float)batchRows * width);
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var y = outputs.Slice(row * stride, width);
            var t = targets.Slice(row * stride, width);
            var g = gradients.Slice(row * stride, stride);
            var ys = MemoryMarshal.Cast<float, Vector256<float>>(y);
            var ts = MemoryMarshal.Cast<float, Vector256<float>>(t)[..ys.Length];
            var gs = MemoryMarshal.Cast<float, Vector256<float>>(g)[..ys.Length];
            var squares = Vector256<float>.Zero;
            for (var i = 0; i < ys.Length; i++)
            {
                var difference = ys[i] - ts[i];
                squares += difference * difference;
                gs[i] = difference * scale;
            }
            sum += Vector256.Sum(squares);
            for (var i = ys.Length * Vector256<float>.Count; i < width; i++)
            {
                var difference = y[i] - t[i];
                sum += difference * difference;
                g[i] = difference * scale;
            }
            g[width..].Clear();
        }
        return sum;
    }
}
