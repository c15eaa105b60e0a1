using System.Numerics.Tensors;
using Plumbline.Statistics;

namespace Plumbline.Tuning.Samplers;

/// <summary>How well a kernel explains values, and in which direction it would do better.</summary>
/// <remarks>log p(y) = -y' K^-1 y / 2 - log |K| / 2 - n log(2 pi) / 2; its derivative by a setting is tr((a a' - K^-1) dK) / 2 with a = K^-1 y (Rasmussen and Williams 2006, 5.9).</remarks>
internal static class MarginalLikelihood
{
    /// <param name="standardised">[row].</param>
    /// <param name="gradient">[length scales, then variance, then noise]: derivatives by their logarithms.</param>
    /// <returns>Minus infinity where the covariances are not positive definite.</returns>
    public static double Of(KernelRows rows, double[] standardised, MaternKernel kernel, Span<double> gradient)
    {
        var n = rows.Count;
        var scaled = rows.Scaled(kernel.LengthScales);
        var slopes = new double[n * n];
        var covariances = GaussianProcess.Covariances(scaled, rows, kernel, slopes);
        gradient.Clear();
        if (CholeskyFactor.TryCreate(covariances, kernel.Noise) is not { } factor) return double.NegativeInfinity;
        var (weights, inverse, differences) = (new double[n], new double[n * n], new double[n]);
        factor.Solve(standardised, weights);
        factor.Inverse(inverse);
        for (var i = 0; i < n; i++)
        {
            // factors[j] = a_i a_j - (K^-1)_ij, j up to i; what lies beyond the diagonal counts by symmetry
            var factors = inverse.AsSpan(i * n, i + 1);
            TensorPrimitives.Negate(factors, factors);
            TensorPrimitives.MultiplyAdd(weights.AsSpan(0, i + 1), weights[i], factors, factors);
            var own = factors[i] / 2;
            gradient[rows.Scales] += TensorPrimitives.Dot<double>(factors[..i], covariances.AsSpan(i * n, i)) + (own * covariances[(i * n) + i]);
            gradient[rows.Scales + 1] += own * kernel.Noise;
            var pulls = factors[..i];
            TensorPrimitives.Multiply(pulls, slopes.AsSpan(i * n, i), pulls);
            for (var column = 0; column < rows.Width; column++)
            {
                var apart = differences.AsSpan(0, i);
                TensorPrimitives.Subtract(scaled.AsSpan(column * n, i), scaled[(column * n) + i], apart);
                TensorPrimitives.Multiply(apart, apart, apart);
                gradient[rows.ScaleOf(column)] += kernel.Variance * TensorPrimitives.Dot<double>(pulls, apart);
            }
        }
        return (-0.5 * TensorPrimitives.Dot<double>(standardised, weights)) - (0.5 * factor.LogDeterminant) - (0.5 * n * Math.Log(2 * Math.PI));
    }
}
