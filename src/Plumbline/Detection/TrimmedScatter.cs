using System.Numerics.Tensors;
using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>Distances of errors from the bulk of them, by the centre and covariance of the bulk alone.</summary>
/// <remarks>Mahalanobis distances: an error in a direction in which normal errors are large, as when a job starts, counts for less than one of the same size
/// that breaks a relation. The covariance is shrunk (Ledoit and Wolf 2004).</remarks>
internal static class TrimmedScatter
{
    private const double Ridge = 1e-6;

    /// <param name="bulk">[step], which ones the scatter is of; two at least.</param>
    public static MahalanobisDistance Of(StepErrors errors, ReadOnlySpan<bool> bulk)
    {
        const int Batch = 256;
        var statistics = new RunningCovariance(errors.Width);
        var rows = new double[Batch * errors.Width];
        var count = 0;
        for (var step = 0; step < errors.Count; step++)
        {
            if (!bulk[step]) continue;
            TensorPrimitives.ConvertChecked(errors[step], rows.AsSpan(count * errors.Width, errors.Width));
            if (++count < Batch) continue;
            statistics.AddBatch(rows);
            count = 0;
        }
        statistics.AddBatch(rows.AsSpan(0, count * errors.Width));
        double fourthPowers = 0;
        var row = rows.AsSpan(0, errors.Width);
        for (var step = 0; step < errors.Count; step++)
        {
            if (!bulk[step]) continue;
            TensorPrimitives.ConvertChecked(errors[step], row);
            TensorPrimitives.Subtract(row, statistics.Mean, row);
            var square = InnerProduct.Of(row, row);
            fourthPowers += square * square;
        }
        var covariance = ShrunkCovariance.Of(statistics, fourthPowers).Covariance;
        return new MahalanobisDistance(statistics.Count, statistics.Mean.ToArray(), covariance, CholeskyFactor.Create(covariance, Ridge));
    }
}
