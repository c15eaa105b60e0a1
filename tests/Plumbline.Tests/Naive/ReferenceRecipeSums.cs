using System.Numerics.Tensors;

namespace Plumbline.Tests.Naive;

/// <summary>Sums over some rows, all that a ridge regression needs to know of them: those of two stretches of rows add up to those of both.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Sums">[column]: first the features (signal s, k rows before, is column s * lags + k - 1), then the signals of the row itself.</param>
/// <param name="Products">Of two columns, [column][column up to it].</param>
internal sealed record ReferenceRecipeSums(int Rows, double[] Sums, double[][] Products)
{
    /// <param name="values">[signal][row].</param>
    /// <param name="rows">None among the first <paramref name="lags"/>.</param>
    public static ReferenceRecipeSums Of(double[][] values, int lags, Range rows)
    {
        var (first, count) = rows.GetOffsetAndLength(values[0].Length);
        double[][] columns = [.. values.SelectMany(signal => Enumerable.Range(1, lags).Select(lag => signal.AsSpan(first - lag, count).ToArray())), .. values.Select(signal => signal[rows])];
        return new ReferenceRecipeSums(count, Array.ConvertAll(columns, column => TensorPrimitives.Sum<double>(column)),
            [.. columns.Select((column, index) => Array.ConvertAll(columns[..(index + 1)], other => TensorPrimitives.Dot<double>(column, other)))]);
    }

    public static ReferenceRecipeSums operator +(ReferenceRecipeSums one, ReferenceRecipeSums other) => new(one.Rows + other.Rows, Added(one.Sums, other.Sums),
        [.. one.Products.Zip(other.Products, Added)]);

    private static double[] Added(double[] one, double[] other) => [.. one.Zip(other, (left, right) => left + right)];
}
