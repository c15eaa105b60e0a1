using MathNet.Numerics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Improvement on the best so far at a place whose value is Gaussian; higher values are better.</summary>
/// <remarks>EI = s h(z), h(z) = z Phi(z) + phi(z), z = (mean - best) / s. Far below the best, h is the difference of two numbers that are nearly the same; there it is taken from the
/// continued fraction of Laplace for the normal tail: Phi(-t) = phi(t) / (t + c), c = 1 / (t + 2 / (t + 3 / ...)), so h(-t) = phi(t) c / (t + c), and nothing cancels. Its use as a logarithm follows
/// Ament and others (2023).</remarks>
internal static class ExpectedImprovement
{
    // Below, the continued fraction; 40 terms of it are exact to rounding from 2 on.
    private const double Tail = -2;
    private const int Terms = 40;
    private const double LogRootTwoPi = 0.918_938_533_204_672_8;

    /// <summary>Chance of any improvement.</summary>
    public static double Probability(double mean, double deviation, double best) => Phi((mean - best) / deviation);

    /// <param name="deviation">Above 0.</param>
    /// <returns>Logarithm of the expected improvement, and its derivatives by the mean and by the deviation.</returns>
    public static (double Log, double ByMean, double ByDeviation) Of(double mean, double deviation, double best)
    {
        var z = (mean - best) / deviation;
        if (z < Tail)
        {
            var (t, c) = (-z, 0.0);
            for (var term = Terms; term >= 1; term--) c = term / (t + c);
            return (Math.Log(deviation * c / (t + c)) - (z * z / 2) - LogRootTwoPi, 1 / (c * deviation), (t + c) / (c * deviation));
        }
        var density = Math.Exp((-z * z / 2) - LogRootTwoPi);
        var below = Phi(z);
        var h = (z * below) + density;
        return (Math.Log(deviation * h), below / (h * deviation), density / (h * deviation));
    }

    private static double Phi(double z) => SpecialFunctions.Erfc(-z / Constants.Sqrt2) / 2;
}
