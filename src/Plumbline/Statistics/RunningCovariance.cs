using System.Buffers;
using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>Mean and covariance of row vectors, updated row by row or batch by batch, in one pass.</summary>
/// <remarks>
/// Keeps the sum of squared deviations S instead of the covariance, which turns the published update
/// C' = ((na-1)Ca + (nb-1)Cb + na nb/(na+nb) (ma-mb)(ma-mb)^T) / (na+nb-1)  [sequence pipeline; Chan, Golub, LeVeque 1983]
/// into S' = Sa + Sb + na nb/(na+nb) (ma-mb)(ma-mb)^T: no division by n-1, so a first batch of one row is fine.
/// Not thread-safe; parallel parts are joined with <see cref="Merge"/>.
/// </remarks>
public sealed class RunningCovariance
{
    private const int RowsTogether = 128;

    private readonly double[] mean;
    private readonly double[] scatter; // [i, j], lower triangle j <= i

    public RunningCovariance(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Dimension = dimension;
        mean = new double[dimension];
        scatter = new double[dimension * dimension];
    }

    /// <summary>Goes on from statistics that were kept.</summary>
    /// <param name="count">Rows behind them, at least 0.</param>
    /// <param name="mean">[dimension].</param>
    /// <param name="covariance">[dimension, dimension], sample covariance.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public RunningCovariance(long count, ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance) : this(mean.Length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (covariance.Length != scatter.Length) throw new ArgumentException($"{covariance.Length} covariances for {mean.Length} means.", nameof(covariance));
        Count = count;
        mean.CopyTo(this.mean);
        for (var i = 0; i < scatter.Length; i++) scatter[i] = covariance[i] * Math.Max(0, count - 1);
    }

    public int Dimension { get; }

    /// <summary>Rows seen.</summary>
    public long Count { get; private set; }

    /// <summary>[dimension]; 0 before the first row.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>Adds one row.</summary>
    public void Add(ReadOnlySpan<double> row) => AddBatch(row);

    /// <summary>Adds rows.</summary>
    /// <param name="rows">[row, dimension], row-major; finite.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimension.</exception>
    public void AddBatch(ReadOnlySpan<double> rows)
    {
        if (rows.Length % Dimension != 0) throw new ArgumentException($"{rows.Length} values are no whole rows of {Dimension}.", nameof(rows));
        var batchCount = rows.Length / Dimension;
        if (batchCount == 0) return;

        var batchMean = new double[Dimension];
        for (var row = 0; row < batchCount; row++) TensorPrimitives.Add(batchMean, rows.Slice(row * Dimension, Dimension), batchMean);
        TensorPrimitives.Divide(batchMean, batchCount, batchMean);

        if (batchCount > 1)
        {
            var deviations = ArrayPool<double>.Shared.Rent(Math.Min(RowsTogether, batchCount) * Dimension); // [row, signal]
            for (var first = 0; first < batchCount; first += RowsTogether)
            {
                var count = Math.Min(RowsTogether, batchCount - first);
                for (var row = 0; row < count; row++)
                    TensorPrimitives.Subtract(rows.Slice((first + row) * Dimension, Dimension), batchMean, deviations.AsSpan(row * Dimension, Dimension));
                ScatterProducts.Add(deviations.AsSpan(0, count * Dimension), Dimension, scatter);
            }
            ArrayPool<double>.Shared.Return(deviations);
        }
        Shift(batchMean, batchCount);
    }

    /// <summary>Adds all rows another accumulator has seen.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(RunningCovariance other)
    {
        if (other.Dimension != Dimension) throw new ArgumentException($"Dimension {other.Dimension} instead of {Dimension}.", nameof(other));
        if (other.Count == 0) return;
        for (var i = 0; i < scatter.Length; i++) scatter[i] += other.scatter[i];
        Shift(other.mean, other.Count);
    }

    /// <summary>Covariance with denominator <c>Count - 1</c> (sample) or <c>Count</c> (population).</summary>
    /// <returns>[dimension, dimension], symmetric; all 0 while the denominator is not positive.</returns>
    public double[] Covariance(bool population = false)
    {
        var result = new double[Dimension * Dimension];
        var denominator = population ? Count : Count - 1;
        if (denominator < 1) return result;
        for (var i = 0; i < Dimension; i++)
        {
            for (var j = 0; j <= i; j++)
                result[(i * Dimension) + j] = result[(j * Dimension) + i] = scatter[(i * Dimension) + j] / denominator;
        }
        return result;
    }

    // Joins rows whose scatter around their own mean is already in `scatter`.
    private void Shift(ReadOnlySpan<double> otherMean, long otherCount)
    {
        var total = Count + otherCount;
        if (Count > 0)
        {
            var difference = new double[Dimension];
            for (var i = 0; i < Dimension; i++) difference[i] = mean[i] - otherMean[i];
            AddOuter(difference, (double)Count * otherCount / total);
        }
        for (var i = 0; i < Dimension; i++) mean[i] = ((Count * mean[i]) + (otherCount * otherMean[i])) / total;
        Count = total;
    }

    // scatter[i, j] += weight * vector[i] * vector[j] for j <= i
    private void AddOuter(ReadOnlySpan<double> vector, double weight)
    {
        for (var i = 0; i < Dimension; i++)
        {
            var row = scatter.AsSpan(i * Dimension, i + 1);
            TensorPrimitives.MultiplyAdd(vector[..(i + 1)], weight * vector[i], row, row);
        }
    }
}
