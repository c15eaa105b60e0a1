using Plumbline.Statistics;

namespace Plumbline.Detection.Attribution;

/// <summary>From where on distances are no longer what varies.</summary>
/// <param name="Core">Above it a step stands out.</param>
/// <param name="Edge">Above it a step belongs to what stands out beside it: anomalies begin and end slowly.</param>
internal readonly record struct StandingOut(double Core, double Edge)
{
    private const double CoreSigmas = 4; // one normal step in 30,000, were the upper half of the logarithms Gaussian
    private const double EdgeSigmas = 2;
    private const double LeastSpread = 0.05; // distances that are all but equal differ by 5 % for nothing
    private const double UpperQuartile = 0.6745; // of the standard normal distribution
    private const int Fewest = 20;

    /// <param name="distances">[step], in any order; NaN are left out.</param>
    /// <returns>Infinite where there are too few to say.</returns>
    /// <remarks>On the logarithms: median + 4 and + 2 deviations, the deviation being (upper quartile - median) / 0.6745, which a fifth of anomalous
    /// steps hardly moves.</remarks>
    public static StandingOut Of(ReadOnlySpan<double> distances)
    {
        var sorted = Quantile.Sorted(distances);
        if (sorted.Length < Fewest) return new(double.PositiveInfinity, double.PositiveInfinity);
        var (median, upper) = (Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.75));
        var deviation = Math.Max(median > 0 ? Math.Log(upper / median) / UpperQuartile : 0, LeastSpread);
        return new(median * Math.Exp(CoreSigmas * deviation), median * Math.Exp(EdgeSigmas * deviation));
    }
}
