namespace Plumbline.App.Reports;

/// <summary>Fewer points for the screen, without losing what a reader looks for.</summary>
internal static class Thinning
{
    /// <summary>Steps to draw: all of them, or the lowest and the highest of each bucket, so that no peak is lost.</summary>
    /// <param name="values">[step]; NaN only where a whole bucket is NaN is kept.</param>
    /// <returns>Ascending, at most <paramref name="most"/>.</returns>
    public static int[] Extremes(ReadOnlySpan<double> values, int most)
    {
        if (values.Length <= most)
        {
            var all = new int[values.Length];
            for (var step = 0; step < all.Length; step++) all[step] = step;
            return all;
        }
        var buckets = Math.Max(1, most / 2);
        var kept = new List<int>(2 * buckets);
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var (start, end) = Bucket(values.Length, buckets, bucket);
            int low = -1, high = -1;
            for (var step = start; step < end; step++)
            {
                if (double.IsNaN(values[step])) continue;
                if (low < 0 || values[step] < values[low]) low = step;
                if (high < 0 || values[step] > values[high]) high = step;
            }
            if (low < 0) low = high = start;
            kept.Add(Math.Min(low, high));
            if (low != high) kept.Add(Math.Max(low, high));
        }
        return [.. kept];
    }

    /// <summary>Mean of each signal over buckets of steps, for values: [column, signal]; NaN where all are missing.</summary>
    public static float[] Means(ReadOnlySpan<float> values, int signals, int columns) => Reduce(values, signals, columns, highest: false);

    /// <summary>Maximum of each signal over buckets of steps, for errors: [column, signal]; NaN where all are missing.</summary>
    public static float[] Maxima(ReadOnlySpan<float> values, int signals, int columns) => Reduce(values, signals, columns, highest: true);

    /// <summary>Every n-th point with the last one, for smooth curves.</summary>
    public static IEnumerable<int> Evenly(int count, int most) => count <= most
        ? Enumerable.Range(0, count)
        : Enumerable.Range(0, most).Select(point => (int)((long)point * (count - 1) / (most - 1)));

    private static float[] Reduce(ReadOnlySpan<float> values, int signals, int columns, bool highest)
    {
        var steps = values.Length / signals;
        var reduced = new float[columns * signals];
        for (var column = 0; column < columns; column++)
        {
            var (start, end) = Bucket(steps, columns, column);
            for (var signal = 0; signal < signals; signal++)
            {
                double sum = 0, max = double.NegativeInfinity;
                var count = 0;
                for (var step = start; step < end; step++)
                {
                    var value = values[step * signals + signal];
                    if (float.IsNaN(value)) continue;
                    sum += value;
                    max = Math.Max(max, value);
                    count++;
                }
                reduced[column * signals + signal] = count == 0 ? float.NaN : (float)(highest ? max : sum / count);
            }
        }
        return reduced;
    }

    private static (int Start, int End) Bucket(int count, int buckets, int bucket) =>
        ((int)((long)bucket * count / buckets), (int)((long)(bucket + 1) * count / buckets));
}
