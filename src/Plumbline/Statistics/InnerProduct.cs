using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Sum of products in an order that does not depend on the machine's registers.</summary>
/// <remarks>Value i always goes to lane i % 8 of one of four sums, in one rounding with its product; so a score has the same bits with
/// 128, 256 and 512 bit registers, compiled ahead of time or as it runs.</remarks>
internal static class InnerProduct
{
    private const int Lanes = 8;

    /// <param name="a">[n].</param>
    /// <param name="b">[n].</param>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} values times {b.Length}.", nameof(b));
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (first, second, third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i <= a.Length - (4 * Lanes); i += 4 * Lanes)
        {
            first = Add(ref left, ref right, i, first);
            second = Add(ref left, ref right, i + Lanes, second);
            third = Add(ref left, ref right, i + (2 * Lanes), third);
            fourth = Add(ref left, ref right, i + (3 * Lanes), fourth);
        }
        for (; i <= a.Length - Lanes; i += Lanes) first = Add(ref left, ref right, i, first);
        var eight = (first + second) + (third + fourth);
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        var sum = two[0] + two[1];
        for (; i < a.Length; i++) sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add(ref double left, ref double right, int start, Vector512<double> sum) =>
        Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, (nuint)start), Vector512.LoadUnsafe(ref right, (nuint)start), sum);
}
