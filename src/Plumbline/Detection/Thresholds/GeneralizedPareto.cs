using Plumbline.Statistics;

namespace Plumbline.Detection.Thresholds;

/// <summary>Extreme value model of the scores beyond a level, for thresholds by peaks over threshold.</summary>
/// <param name="Level">Where peaks begin.</param>
/// <param name="Shape">Of the generalized Pareto distribution; above 0 heavy-tailed, below 0 bounded.</param>
/// <param name="Scale">Above 0.</param>
/// <param name="PeakShare">Share of all scores beyond the level.</param>
/// <remarks>Pickands 1975. Fitted by probability-weighted moments (Hosking and Wallis 1987), which are stable for the few
/// dozen peaks that calibration rows give, where maximum likelihood often does not converge.</remarks>
public sealed record GeneralizedPareto(double Level, double Shape, double Scale, double PeakShare)
{
    /// <param name="scores">Of normal rows; NaN are left out.</param>
    /// <param name="peakQuantile">Quantile that sets the level.</param>
    public static GeneralizedPareto Fit(ReadOnlySpan<double> scores, double peakQuantile)
    {
        var sorted = Quantile.Sorted(scores);
        var level = Quantile.OfSorted(sorted, peakQuantile);
        var peaks = sorted.Where(score => score > level).Select(score => score - level).ToArray();
        if (peaks.Length < 2) return new GeneralizedPareto(level, 0, Math.Max(peaks.Sum(), double.Epsilon), (double)peaks.Length / sorted.Length);

        double mean = 0, weighted = 0;
        for (var i = 0; i < peaks.Length; i++)
        {
            mean += peaks[i] / peaks.Length;
            // Plotting position (i + 1 - 0.35) / n as recommended there.
            weighted += peaks[i] * (1 - ((i + 0.65) / peaks.Length)) / peaks.Length;
        }
        var difference = mean - (2 * weighted);
        if (!(difference > 0)) return new GeneralizedPareto(level, 0, mean, (double)peaks.Length / sorted.Length);
        return new GeneralizedPareto(level, 2 - (mean / difference), 2 * mean * weighted / difference, (double)peaks.Length / sorted.Length);
    }

    /// <summary>The value that a score exceeds with the given probability.</summary>
    public double Exceeded(double probability)
    {
        if (probability >= PeakShare) return Level;
        var ratio = probability / PeakShare;
        return Level + (Math.Abs(Shape) < 1e-9 ? -Scale * Math.Log(ratio) : Scale / Shape * (Math.Pow(ratio, -Shape) - 1));
    }
}
