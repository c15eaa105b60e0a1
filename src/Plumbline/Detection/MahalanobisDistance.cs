using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>Distance of an absolute error vector from the normal ones: sqrt(d^T C^-1 d), d = |error| - mean.</summary>
/// <remarks>Sequence pipeline, sections 4 and 6. Solved through the Cholesky factor, never through an explicit inverse; a sum
/// of squares, so it is never the root of a negative number. The statistics are of absolute, folded errors, so quantiles
/// of chi-squared do not apply.</remarks>
public sealed class MahalanobisDistance
{
    private readonly double[] mean;
    private readonly double[] covariance;
    private readonly CholeskyFactor factor;

    /// <param name="count">Vectors the statistics come from.</param>
    /// <param name="mean">[dimension].</param>
    /// <param name="covariance">[dimension, dimension], sample covariance.</param>
    /// <param name="factor">Of that covariance.</param>
    public MahalanobisDistance(long count, double[] mean, double[] covariance, CholeskyFactor factor)
    {
        if (mean.Length != factor.Dimension || covariance.Length != mean.Length * mean.Length)
            throw new ArgumentException($"{mean.Length} means, {covariance.Length} covariances, factor of {factor.Dimension}.");
        Count = count;
        this.mean = mean;
        this.covariance = covariance;
        this.factor = factor;
    }

    public long Count { get; }

    public int Dimension => mean.Length;

    public ReadOnlyMemory<double> Mean => mean;

    public ReadOnlyMemory<double> Covariance => covariance;

    /// <summary>What was added to the diagonal before factoring, in squared error units.</summary>
    public double Ridge => factor.Ridge;

    /// <param name="statistics">Of absolute errors.</param>
    /// <param name="relativeRidge">Share of the covariance's mean diagonal.</param>
    public static MahalanobisDistance Fit(RunningCovariance statistics, double relativeRidge)
    {
        var covariance = statistics.Covariance();
        return new MahalanobisDistance(statistics.Count, statistics.Mean.ToArray(), covariance, CholeskyFactor.Create(covariance, relativeRidge));
    }

    /// <param name="absoluteError">[dimension].</param>
    /// <returns>At least 0; NaN if an error is NaN.</returns>
    public double Of(ReadOnlySpan<double> absoluteError)
    {
        Span<double> deviation = Dimension <= 256 ? stackalloc double[Dimension] : new double[Dimension];
        Span<double> scratch = Dimension <= 256 ? stackalloc double[Dimension] : new double[Dimension];
        for (var i = 0; i < Dimension; i++) deviation[i] = absoluteError[i] - mean[i];
        return Math.Sqrt(factor.SquaredDistance(deviation, scratch));
    }

    /// <summary>Splits the squared distance among the components: d_i (C^-1 d)_i, which sums to it.</summary>
    /// <param name="absoluteError">[dimension].</param>
    /// <param name="contributions">[dimension], written whole; single ones may be negative.</param>
    public void Contributions(ReadOnlySpan<double> absoluteError, Span<double> contributions)
    {
        Span<double> deviation = Dimension <= 256 ? stackalloc double[Dimension] : new double[Dimension];
        for (var i = 0; i < Dimension; i++) deviation[i] = absoluteError[i] - mean[i];
        factor.Solve(deviation, contributions);
        for (var i = 0; i < Dimension; i++) contributions[i] *= deviation[i];
    }
}
