using System.Numerics.Tensors;

namespace Plumbline.Tests.Naive;

/// <summary>Ridge regression of all signals of a row on all signals of the rows before: (A'A + lambda I) W = A'B on centred data, lambda = .05 times the rows.</summary>
/// <remarks>Fewer rows than features make no difference: what the page calls the dual form has the same solution.</remarks>
internal sealed class ReferenceRecipeRidge
{
    private const double Penalty = 0.05;

    private readonly int lags;
    private readonly double[] intercepts; // [signal]
    private readonly double[][] weights; // [signal][feature]

    /// <param name="sums">Of the rows to fit on.</param>
    public ReferenceRecipeRidge(ReferenceRecipeSums sums, int lags)
    {
        this.lags = lags;
        var features = sums.Sums.Length * lags / (lags + 1);
        var lower = Cholesky([.. Enumerable.Range(0, features).Select(row => Centred(row, row + 1))], Penalty * sums.Rows);
        weights = [.. Enumerable.Range(features, sums.Sums.Length - features).Select(target => Solve(lower, Centred(target, features)))];
        intercepts = [.. weights.Select((weight, signal) => (sums.Sums[features + signal] - TensorPrimitives.Dot<double>(sums.Sums.AsSpan(0, features), weight)) / sums.Rows)];

        double[] Centred(int row, int columns) => [.. Enumerable.Range(0, columns).Select(column => sums.Products[row][column] - (sums.Sums[row] * sums.Sums[column] / sums.Rows))];
    }

    /// <summary>What is expected of a signal at these rows.</summary>
    public double[] Expected(double[][] values, int signal, Range rows)
    {
        var (first, count) = rows.GetOffsetAndLength(values[0].Length);
        var expected = new double[count];
        Array.Fill(expected, intercepts[signal]);
        for (var feature = 0; feature < weights[signal].Length; feature++)
            TensorPrimitives.MultiplyAdd(values[feature / lags].AsSpan(first - 1 - (feature % lags), count), weights[signal][feature], expected, expected);
        return expected;
    }

    // Lower L of L L' = matrix + ridge I, [row][column].
    private static double[][] Cholesky(double[][] matrix, double ridge)
    {
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j < i; j++) matrix[i][j] = (matrix[i][j] - TensorPrimitives.Dot<double>(matrix[i].AsSpan(0, j), matrix[j].AsSpan(0, j))) / matrix[j][j];
            matrix[i][i] = Math.Sqrt(matrix[i][i] + ridge - TensorPrimitives.SumOfSquares<double>(matrix[i].AsSpan(0, i)));
        }
        return matrix;
    }

    // L y = right, then L' x = y.
    private static double[] Solve(double[][] lower, double[] right)
    {
        for (var i = 0; i < right.Length; i++) right[i] = (right[i] - TensorPrimitives.Dot<double>(lower[i].AsSpan(0, i), right.AsSpan(0, i))) / lower[i][i];
        for (var i = right.Length - 1; i >= 0; i--)
        {
            right[i] /= lower[i][i];
            TensorPrimitives.MultiplyAdd(lower[i].AsSpan(0, i), -right[i], right.AsSpan(0, i), right.AsSpan(0, i));
        }
        return right;
    }
}
