using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Sum of squared differences in double precision, in an order that does not depend on the machine's registers, as <see cref="InnerProduct"/>.</summary>
/// <remarks>By differences and not by norms and products, so that near neighbours keep their digits and a vector is exactly 0 away from itself.</remarks>
internal static class SquaredDistance
{
    private const int Lanes = 8;

    /// <param name="a">[n].</param>
    /// <param name="b">[n].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} values from {b.Length}.", nameof(b));
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * Lanes); i += 2 * Lanes)
        {
            var (lowLeft, highLeft) = Vector512.Widen(Vector512.LoadUnsafe(ref left, (nuint)i));
            var (lowRight, highRight) = Vector512.Widen(Vector512.LoadUnsafe(ref right, (nuint)i));
            first = Add(lowLeft - lowRight, first);
            second = Add(highLeft - highRight, second);
        }
        var sum = Sum(first + second);
        for (; i < a.Length; i++) sum = Add((double)a[i] - b[i], sum);
        return sum;
    }

    /// <param name="a">[n].</param>
    /// <param name="b">[n].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} values from {b.Length}.", nameof(b));
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (first, second) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * Lanes); i += 2 * Lanes)
        {
            first = Add(Vector512.LoadUnsafe(ref left, (nuint)i) - Vector512.LoadUnsafe(ref right, (nuint)i), first);
            second = Add(Vector512.LoadUnsafe(ref left, (nuint)(i + Lanes)) - Vector512.LoadUnsafe(ref right, (nuint)(i + Lanes)), second);
        }
        var sum = Sum(first + second);
        for (; i < a.Length; i++) sum = Add(a[i] - b[i], sum);
        return sum;
    }

    private static double Sum(Vector512<double> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add(Vector512<double> difference, Vector512<double> sum) => Vector512.FusedMultiplyAdd(difference, difference, sum);

    private static double Add(double difference, double sum) => Math.FusedMultiplyAdd(difference, difference, sum);
}
