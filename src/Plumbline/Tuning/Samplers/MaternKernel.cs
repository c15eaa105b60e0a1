using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Tuning.Samplers;

/// <summary>How alike values at two places are: Matern covariance of smoothness 5/2, with a length scale for each parameter.</summary>
/// <param name="LengthScales">[parameter], above 0, in units of the parameter's range.</param>
/// <param name="Variance">Of the values, above 0; they are standardised, so 1 is usual.</param>
/// <param name="Noise">Variance of what two values at one place differ by, above 0.</param>
/// <remarks>k = variance (1 + a + a^2 / 3) exp(-a), a^2 = 5 times the sum over parameters of (difference / length scale)^2 (Rasmussen and Williams 2006, 4.17).</remarks>
internal sealed record MaternKernel(double[] LengthScales, double Variance, double Noise)
{
    /// <summary>Covariances and slopes at squared scaled distances, both for a variance of 1.</summary>
    /// <param name="squared">[n], at least 0.</param>
    /// <param name="covariances">[n].</param>
    /// <param name="slopes">[n], minus twice the derivatives of the covariances by the squared distances.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Values(ReadOnlySpan<double> squared, Span<double> covariances, Span<double> slopes)
    {
        ref var first = ref MemoryMarshal.GetReference(squared);
        var (i, one, third) = (0, Vector512<double>.One, Vector512.Create(1.0 / 3));
        for (; i <= squared.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var aa = Vector512.LoadUnsafe(ref first, (nuint)i) * 5;
            var a = Vector512.Sqrt(aa);
            var decay = Vector512.Exp(-a);
            var linear = (one + a) * decay;
            Vector512.FusedMultiplyAdd(aa * third, decay, linear).CopyTo(covariances[i..]);
            (linear * (5.0 / 3)).CopyTo(slopes[i..]);
        }
        for (; i < squared.Length; i++)
        {
            var a = Math.Sqrt(5 * squared[i]);
            var (decay, aa) = (Math.Exp(-a), 5 * squared[i]);
            covariances[i] = (1 + a + (aa / 3)) * decay;
            slopes[i] = 5.0 / 3 * (1 + a) * decay;
        }
    }

    /// <summary>Squared distances from a place to some, all in units of the length scales.</summary>
    /// <param name="place">[column].</param>
    /// <param name="columns">[column, stride]; the first of each are taken.</param>
    /// <param name="squared">[count].</param>
    public static void Distances(ReadOnlySpan<double> place, ReadOnlySpan<double> columns, int stride, Span<double> squared)
    {
        squared.Clear();
        var differences = squared.Length <= 512 ? stackalloc double[squared.Length] : new double[squared.Length];
        for (var column = 0; column < place.Length; column++)
        {
            TensorPrimitives.Subtract(columns.Slice(column * stride, squared.Length), place[column], differences);
            TensorPrimitives.MultiplyAdd(differences, differences, squared, squared);
        }
    }
}
