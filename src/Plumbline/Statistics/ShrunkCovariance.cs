namespace Plumbline.Statistics;

/// <summary>Covariance drawn towards a multiple of the unit matrix, as far as is best for the rows there are.</summary>
/// <remarks>(1 - s) S + s m I, S the population covariance of dimension p, m its mean diagonal, and s = min(b, d) / d, where d = |S - m I|^2 / p is how far S
/// is from round and b = (mean of |x - mean|^4 - |S|^2) / (n p) how far S is likely to be from the truth (Ledoit and Wolf 2004, A well-conditioned estimator
/// for large-dimensional covariance matrices). Positive definite also with fewer rows than dimensions.</remarks>
internal static class ShrunkCovariance
{
    /// <param name="statistics">Of n rows, at least one.</param>
    /// <param name="fourthPowers">Sum over the same rows of |x - mean|^4.</param>
    /// <returns>[dimension, dimension], and s, 0 to 1.</returns>
    public static (double[] Covariance, double Intensity) Of(RunningCovariance statistics, double fourthPowers)
    {
        var dimension = statistics.Dimension;
        var covariance = statistics.Covariance(population: true);
        double trace = 0;
        for (var i = 0; i < dimension; i++) trace += covariance[(i * dimension) + i];
        var mean = trace / dimension;
        var squares = InnerProduct.Of(covariance, covariance);
        var roundness = Math.Max(0, (squares / dimension) - (mean * mean));
        var doubt = Math.Max(0, ((fourthPowers / statistics.Count) - squares) / ((double)statistics.Count * dimension));
        var intensity = doubt >= roundness ? (doubt > 0 ? 1 : 0) : doubt / roundness;
        for (var i = 0; i < covariance.Length; i++) covariance[i] *= 1 - intensity;
        for (var i = 0; i < dimension; i++) covariance[(i * dimension) + i] += intensity * mean;
        return (covariance, intensity);
    }
}
