using System.Numerics.Tensors;

namespace Plumbline.Tests.Naive;

/// <summary>What the reference recipe takes for granted, as numpy has it.</summary>
internal static class ReferenceRecipeStatistics
{
    /// <summary>Linear between order statistics.</summary>
    public static double Quantile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        return At(sorted, share * (sorted.Length - 1));
    }

    /// <summary>Root of the mean squared distance from the mean: divided by the count, not by one less.</summary>
    public static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    public static double Range(ReadOnlySpan<double> values) => TensorPrimitives.Max(values) - TensorPrimitives.Min(values);

    /// <summary>Mean over so many rows: centred (one more before than after where they are even) with the edge rows repeated, or trailing over the rows there are.</summary>
    public static double[] Means(double[] values, int width, bool trailing)
    {
        var means = new double[values.Length];
        if (trailing)
        {
            for (var row = 0; row < values.Length; row++)
            {
                var first = Math.Max(0, row - width + 1);
                means[row] = TensorPrimitives.Sum<double>(values.AsSpan(first, row + 1 - first)) / (row + 1 - first);
            }
            return means;
        }
        double[] padded = [.. Enumerable.Repeat(values[0], width / 2), .. values, .. Enumerable.Repeat(values[^1], width - 1 - (width / 2))];
        for (var row = 0; row < values.Length; row++) means[row] = TensorPrimitives.Sum<double>(padded.AsSpan(row, width)) / width;
        return means;
    }

    /// <summary>Linear between values that are known at every so many rows; before the first and after the last the same as there.</summary>
    /// <param name="known">At rows first, first + stride and so on.</param>
    public static double[] Between(double[] known, int first, int stride, int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => At(known, Math.Clamp((double)(row - first) / stride, 0, known.Length - 1)))];

    private static double At(double[] values, double position)
    {
        var below = (int)position;
        var above = Math.Min(below + 1, values.Length - 1);
        return values[below] + ((position - below) * (values[above] - values[below]));
    }
}
