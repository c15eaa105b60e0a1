using Plumbline.Statistics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Finds the kernel that explains values best.</summary>
/// <remarks>Maximises the marginal likelihood by the logarithms of the settings, times weak log-normal priors where asked: with few values the likelihood alone takes a parameter for unimportant, or everything for noise.</remarks>
internal static class KernelFit
{
    // Where nothing but one length scale is fitted: as bayes_opt 1.2 has it, only there to keep the covariances definite.
    private const double PlainNoise = 1e-6;

    // More rows than these tell little more about the length scales; the time grows with their cube.
    private const int MostRows = 120;

    // With more rows than these the likelihood has one summit that matters.
    private const int SeveralStarts = 60;

    private const double LeastLength = 0.01;
    private const double MostLength = 30;
    private const double LeastNoise = 1e-6;

    // Centre and width of the priors, in logarithms. The usual length grows with the root of the number of parameters, as distances in the cube do (Hvarfner and others 2024).
    private static readonly (double Centre, double Width) LengthPrior = (Math.Log(0.4), 0.8), VariancePrior = (0, 1), NoisePrior = (Math.Log(1e-5), 2);

    /// <summary>A length scale for each parameter, the variance and the noise.</summary>
    public static MaternKernel Of(KernelRows rows, ReadOnlySpan<double> values)
    {
        var (kept, standardised) = Thinned(rows, values);
        var scales = rows.Scales;
        var centre = LengthPrior.Centre + (0.5 * Math.Log(Math.Max(1, scales / 2.0)));
        double[] low = [.. Enumerable.Repeat(Math.Log(LeastLength), scales), Math.Log(0.02), Math.Log(LeastNoise)];
        double[] high = [.. Enumerable.Repeat(Math.Log(MostLength), scales), Math.Log(50), Math.Log(1)];
        double Value(ReadOnlySpan<double> logs, Span<double> gradient)
        {
            var value = MarginalLikelihood.Of(kept, standardised, Kernel(logs), gradient);
            for (var i = 0; i < logs.Length; i++)
            {
                var (at, width) = i < scales ? (centre, LengthPrior.Width) : i == scales ? VariancePrior : NoisePrior;
                var off = (logs[i] - at) / width;
                value -= off * off / 2;
                gradient[i] -= off / width;
            }
            return value;
        }
        double[]? best = null;
        var most = double.NegativeInfinity;
        (double Length, double Noise)[] starts = [(centre, Math.Log(1e-4)), (centre - 1, Math.Log(1e-2))];
        foreach (var (length, noise) in kept.Count <= SeveralStarts ? starts : starts[..1])
        {
            double[] point = [.. Enumerable.Repeat(length, scales), 0, noise];
            var value = QuasiNewton.Climb(Value, point, low, high, 40, 1e-2);
            if (best is null || value > most) (best, most) = (point, value);
        }
        return Kernel(best!);
    }

    /// <summary>One length scale for all parameters; a variance of 1, next to no noise and no prior, as the Gaussian processes that came with the first tools for this.</summary>
    public static MaternKernel Isotropic(KernelRows rows, ReadOnlySpan<double> values)
    {
        var (kept, standardised) = Thinned(rows, values);
        var scales = rows.Scales;
        MaternKernel Kernel(double log)
        {
            var lengths = new double[scales];
            Array.Fill(lengths, Math.Exp(log));
            return new MaternKernel(lengths, 1, PlainNoise);
        }
        double Value(ReadOnlySpan<double> log, Span<double> gradient)
        {
            var all = new double[scales + 2];
            var value = MarginalLikelihood.Of(kept, standardised, Kernel(log[0]), all);
            gradient[0] = all.AsSpan(0, scales).ToArray().Sum();
            return value;
        }
        var (best, most) = (0.0, double.NegativeInfinity);
        foreach (var start in (double[])[1, 0.3, 0.1, 3, 10])
        {
            double[] point = [Math.Log(start)];
            var value = QuasiNewton.Climb(Value, point, [Math.Log(LeastLength)], [Math.Log(MostLength)], 40, 1e-9);
            if (value > most) (best, most) = (point[0], value);
        }
        return Kernel(best);
    }

    private static MaternKernel Kernel(ReadOnlySpan<double> logs)
    {
        var lengths = new double[logs.Length - 2];
        for (var i = 0; i < lengths.Length; i++) lengths[i] = Math.Exp(logs[i]);
        return new MaternKernel(lengths, Math.Exp(logs[^2]), Math.Exp(logs[^1]));
    }

    private static (KernelRows Rows, double[] Standardised) Thinned(KernelRows rows, ReadOnlySpan<double> values)
    {
        var (mean, deviation) = GaussianProcess.Standard(values);
        var even = EvenlySpread.Of(rows.Count, MostRows);
        var standardised = new double[even.Length];
        for (var i = 0; i < even.Length; i++) standardised[i] = (values[even[i]] - mean) / deviation;
        return (rows.Only(even), standardised);
    }
}
