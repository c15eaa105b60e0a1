namespace Plumbline.Detection;

/// <summary>Where the sorted errors of windows turn from what varies to what stands out.</summary>
internal static class ErrorKnee
{
    private const double Sigmas = 3; // one normal window in 700, were the upper half Gaussian
    private const double LeastSpread = 0.1; // errors that are all but equal differ by 10 % for nothing
    private const double UpperQuartile = 0.6745; // of the standard normal distribution
    private const int Fewest = 20;

    /// <summary>The error above which windows stand out; infinite when none does.</summary>
    /// <param name="errors">[window], in any order.</param>
    /// <remarks>
    /// On the logarithms, from the median up: the knee is the point farthest below the chord from the median to the largest. Since every sample
    /// has such a point, it also takes to be clearly above the noise: median + 3 deviations, the deviation being (upper quartile - median) / 0.6745,
    /// which a fifth of anomalous windows hardly moves. The larger of the two counts.
    /// </remarks>
    public static double Of(ReadOnlySpan<double> errors)
    {
        if (errors.Length < Fewest) return double.PositiveInfinity;
        var logs = new double[errors.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Log(Math.Max(errors[i], 1e-12));
        Array.Sort(logs);
        var (middle, last) = (logs.Length / 2, logs.Length - 1);
        var noise = logs[middle] + (Sigmas * Math.Max((logs[3 * logs.Length / 4] - logs[middle]) / UpperQuartile, LeastSpread));
        if (logs[last] <= noise) return double.PositiveInfinity;
        var (knee, farthest) = (middle, 0.0);
        for (var i = middle; i < last; i++)
        {
            var distance = logs[middle] + ((logs[last] - logs[middle]) * (i - middle) / (last - middle)) - logs[i];
            if (distance > farthest) (knee, farthest) = (i, distance);
        }
        return Math.Exp(Math.Max(logs[knee], noise));
    }
}
