namespace Plumbline.Statistics;

/// <summary>How wide the Gaussians of a <see cref="GaussianKde"/> should be: as held-out rows are the most likely.</summary>
public static class KdeBandwidth
{
    private const int RowsTogether = 32;

    /// <summary>Log-likelihood of every row under the rows of the other folds, for each bandwidth.</summary>
    /// <param name="rows">[row, dimension], in time order.</param>
    /// <param name="dimension">At least 1.</param>
    /// <param name="bandwidths">Each above 0.</param>
    /// <param name="folds">Contiguous parts of equal size, the first ones a row larger where it does not divide; 2 to the number of rows.
    /// Contiguous because neighbours in time are near copies of each other, which would favour widths near 0.</param>
    /// <returns>[bandwidth], summed over all rows. Costs rows^2 x dimension products in all, whatever the number of bandwidths, and rows^2 exponentials each.</returns>
    /// <exception cref="ArgumentException">Fewer rows than folds.</exception>
    public static double[] LogLikelihoods(ReadOnlySpan<double> rows, int dimension, IReadOnlyList<double> bandwidths, int folds, CancellationToken cancellation = default)
    {
        var count = rows.Length / dimension;
        if (folds < 2 || folds > count) throw new ArgumentException($"{folds} folds of {count} rows.", nameof(folds));
        var sums = new double[bandwidths.Count];
        var start = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            var end = start + (count / folds) + (fold < count % folds ? 1 : 0);
            var others = new RowDistances([.. rows[..(start * dimension)], .. rows[(end * dimension)..]], dimension);
            var distances = new double[RowsTogether * others.Count];
            for (var first = start; first < end; first += RowsTogether)
            {
                cancellation.ThrowIfCancellationRequested();
                var together = Math.Min(RowsTogether, end - first);
                others.SquaredDistances(rows.Slice(first * dimension, together * dimension), distances.AsSpan(0, together * others.Count));
                for (var row = 0; row < together; row++)
                {
                    for (var b = 0; b < sums.Length; b++) sums[b] += GaussianKde.LogDensity(distances.AsSpan(row * others.Count, others.Count), dimension, bandwidths[b]);
                }
            }
            start = end;
        }
        return sums;
    }

    /// <summary>The bandwidth under which the held-out rows are the most likely; the first of equals.</summary>
    /// <inheritdoc cref="LogLikelihoods"/>
    public static double Choose(ReadOnlySpan<double> rows, int dimension, IReadOnlyList<double> bandwidths, int folds, CancellationToken cancellation = default)
    {
        if (bandwidths.Count == 1) return bandwidths[0];
        var likelihoods = LogLikelihoods(rows, dimension, bandwidths, folds, cancellation);
        return bandwidths[Array.IndexOf(likelihoods, likelihoods.Max())];
    }
}
