using System.Runtime.CompilerServices;

namespace Plumbline.Neural.Kernels;

/// <summary>Between samples [step, feature] and the order of layers, [step, row, padded feature].</summary>
internal static class StepOrder
{
    /// <param name="values">Of <paramref name="rows"/> rows, one of which is written but for its padding.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ReadOnlySpan<float> sample, int width, Span<float> values, int row, int rows)
    {
        var stride = PanelLayout.Pad(width);
        for (var from = 0; from < sample.Length; from += width, row += rows) sample.Slice(from, width).CopyTo(values[(row * stride)..]);
    }

    /// <param name="stride">From one row of the values to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(ReadOnlySpan<float> values, int stride, int row, int rows, int width, Span<float> sample)
    {
        for (var to = 0; to < sample.Length; to += width, row += rows) values.Slice(row * stride, width).CopyTo(sample[to..]);
    }
}
