using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>Finds thresholds from calibration scores.</summary>
public static class ThresholdTuning
{
    // A threshold of 0 would make the normalised score infinite.
    private const double Least = 1e-12;

    /// <summary>A threshold from scores of normal rows, by one of the rules that need no labels.</summary>
    /// <param name="scores">Raw scores of rows the model was not fitted on; NaN are left out.</param>
    /// <exception cref="ArgumentException">The rule needs labels, or there is no score.</exception>
    public static Threshold WithoutLabels(ReadOnlySpan<double> scores, ThresholdOptions options)
    {
        if (options.Rule == ThresholdRule.Fixed) return new Threshold(options.Value!.Value, options.Rule, "given", 0);
        var sorted = Quantile.Sorted(scores);
        if (sorted.Length == 0) throw new ArgumentException("No calibration score: no calibration row had enough data.", nameof(scores));
        var (value, description) = options.Rule switch
        {
            ThresholdRule.LogSigma => (LogSigma(sorted, options.Sigmas), $"exp(mean + {options.Sigmas:0.###} sigma) of log scores"),
            ThresholdRule.Sigma => (Sigma(sorted, options.Sigmas), $"mean + {options.Sigmas:0.###} sigma"),
            ThresholdRule.Quantile => (Quantile.OfSorted(sorted, options.Quantile), $"quantile {options.Quantile:0.#####}"),
            ThresholdRule.PeaksOverThreshold => (GeneralizedPareto.Fit(sorted, options.PeakQuantile).Exceeded(options.Risk),
                $"peaks over the {options.PeakQuantile:0.#####} quantile, risk {options.Risk:0.#####e+0}"),
            _ => throw new ArgumentException($"The rule {options.Rule} needs labelled rows.", nameof(options)),
        };
        return new Threshold(Math.Max(value, Least), options.Rule, description, sorted.Length);
    }

    /// <summary>mean + k sigma, sample standard deviation.</summary>
    public static double Sigma(ReadOnlySpan<double> scores, double sigmas)
    {
        var moments = new RunningMoments();
        moments.Add(scores);
        return moments.Mean + (sigmas * moments.StandardDeviation);
    }

    /// <summary>exp(mean + k sigma) of the logarithms; scores of 0 count as the smallest positive one.</summary>
    public static double LogSigma(ReadOnlySpan<double> scores, double sigmas)
    {
        var smallest = double.PositiveInfinity;
        foreach (var score in scores)
        {
            if (score > 0) smallest = Math.Min(smallest, score);
        }
        if (double.IsPositiveInfinity(smallest)) return 0;
        var moments = new RunningMoments();
        foreach (var score in scores) moments.Add(Math.Log(Math.Max(score, smallest)));
        return Math.Exp(moments.Mean + (sigmas * moments.StandardDeviation));
    }
}
