namespace Plumbline.Sequences;

/// <summary>From [sequence, step, signal] to the feature-major view, [sequence, signal, step], and back.</summary>
internal static class FeatureMajor
{
    /// <param name="values">[sequence, step, signal].</param>
    /// <param name="rows">[sequence, signal, step], written whole.</param>
    public static void Of(ReadOnlySpan<double> values, int steps, int signals, Span<double> rows) => Turn(values, steps, signals, rows);

    /// <param name="rows">[sequence, signal, step].</param>
    /// <param name="values">[sequence, step, signal], written whole.</param>
    public static void Back(ReadOnlySpan<double> rows, int steps, int signals, Span<double> values) => Turn(rows, signals, steps, values);

    private static void Turn(ReadOnlySpan<double> from, int height, int width, Span<double> to)
    {
        for (var start = 0; start < from.Length; start += height * width)
        {
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++) to[start + (j * height) + i] = from[start + (i * width) + j];
            }
        }
    }
}
