namespace Plumbline.Statistics;

/// <summary>The period of a signal by its autocorrelation, as the TSB-AD benchmark picks the window of the volume under the surface.</summary>
public static class PeriodFinder
{
    /// <summary>Period given to signals without a usable one, in steps, as in the benchmark.</summary>
    public const int Default = 125;

    private const int LongestSignal = 20_000;
    private const int LongestLag = 400;
    private const int FirstLag = 3;

    /// <summary>The lag of the highest local maximum of the autocorrelation.</summary>
    /// <param name="signal">[step]; only the first 20,000 steps are read. NaN counts as the mean.</param>
    /// <returns>6 to 303 steps, or <see cref="Default"/> if there is no local maximum or the highest one lies outside.</returns>
    /// <remarks>Lags 0 to 2 are skipped, and the published rule compares the position after the skip with 3 and 300: lags 6 to 303.</remarks>
    public static int Find(ReadOnlySpan<double> signal)
    {
        var centred = Centred(signal[..Math.Min(signal.Length, LongestSignal)]);
        var lags = Math.Min(LongestLag, centred.Length - 1) - FirstLag + 1;
        if (lags < 3) return Default;
        var correlation = new double[lags];
        for (var lag = 0; lag < lags; lag++)
        {
            for (var step = lag + FirstLag; step < centred.Length; step++) correlation[lag] += centred[step] * centred[step - lag - FirstLag];
        }
        var best = -1;
        for (var lag = 1; lag < lags - 1; lag++)
        {
            var isPeak = correlation[lag] > correlation[lag - 1] && correlation[lag] > correlation[lag + 1];
            if (isPeak && (best < 0 || correlation[lag] > correlation[best])) best = lag;
        }
        return best is >= 3 and <= 300 ? best + FirstLag : Default;
    }

    private static double[] Centred(ReadOnlySpan<double> signal)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in signal)
        {
            if (double.IsNaN(value)) continue;
            sum += value;
            count++;
        }
        var centred = new double[signal.Length];
        for (var step = 0; step < signal.Length; step++)
            centred[step] = double.IsNaN(signal[step]) ? 0 : signal[step] - (sum / count);
        return centred;
    }
}
