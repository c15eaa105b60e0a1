namespace Plumbline.Tests.Naive;

/// <summary>Scaling of the reference recipe. With rg the range of a signal, a signal of at most two values is Z = (x - median of the fit rows) / rg, any other
/// Z = (x - mean of the fit rows) / max(their deviation, .05 rg).</summary>
internal static class ReferenceRecipeScaling
{
    private const double LeastShareOfRange = 0.05;

    /// <summary>Ranges are of the whole series; constant signals are left out.</summary>
    /// <param name="signals">[signal][row].</param>
    public static double[][] Batch(double[][] signals, int fitRows) =>
        [.. signals.Where(signal => ReferenceRecipeStatistics.Range(signal) > 0).Select(signal => Scaled(signal, fitRows, signal))];

    /// <summary>Ranges are of the fit rows. A signal that is constant there at a level c is Z = x - c if c is 0 or 1, otherwise (x - c) / (.05 |c|).</summary>
    /// <param name="signals">[signal][row].</param>
    public static double[][] Stream(double[][] signals, int fitRows) => Array.ConvertAll(signals, signal =>
    {
        if (ReferenceRecipeStatistics.Range(signal.AsSpan(0, fitRows)) > 0) return Scaled(signal, fitRows, signal[..fitRows]);
        var level = signal[0];
        return Array.ConvertAll(signal, value => (value - level) / (level is 0 or 1 ? 1 : LeastShareOfRange * Math.Abs(level)));
    });

    /// <summary>z where |z| is less than 6, otherwise the 6 and the logarithm of 1 + what is beyond.</summary>
    public static double Hub(double z) => Math.Abs(z) < 6 ? z : Math.Sign(z) * (6 + Math.Log(1 + Math.Abs(z) - 6));

    /// <summary>sign(z) ln(1 + |z|).</summary>
    public static double Soft(double z) => Math.Sign(z) * Math.Log(1 + Math.Abs(z));

    private static double[] Scaled(double[] signal, int fitRows, double[] reference)
    {
        var range = ReferenceRecipeStatistics.Range(reference);
        var fit = signal[..fitRows];
        var (middle, unit) = reference.Distinct().Count() <= 2
            ? (ReferenceRecipeStatistics.Quantile(fit, 0.5), range)
            : (fit.Average(), Math.Max(ReferenceRecipeStatistics.Deviation(fit), LeastShareOfRange * range));
        return Array.ConvertAll(signal, value => (value - middle) / unit);
    }
}
