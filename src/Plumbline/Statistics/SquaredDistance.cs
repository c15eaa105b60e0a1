using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Sum of squared differences in an order that does not depend on the machine's registers, as <see cref="InnerProduct"/>.</summary>
/// <remarks>By differences and not by norms and products, so that near neighbours keep their digits and a vector is exactly 0 away from itself.</remarks>
internal static class SquaredDistance
{
    private const int Lanes = 16;

    /// <param name="a">[n].</param>
    /// <param name="b">[n].</param>
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"{a.Length} values from {b.Length}.", nameof(b));
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (first, second) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= a.Length - (2 * Lanes); i += 2 * Lanes)
        {
            first = Add(ref left, ref right, i, first);
            second = Add(ref left, ref right, i + Lanes, second);
        }
        for (; i <= a.Length - Lanes; i += Lanes) first = Add(ref left, ref right, i, first);
        var sixteen = first + second;
        var eight = sixteen.GetLower() + sixteen.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var sum = (four[0] + four[2]) + (four[1] + four[3]);
        for (; i < a.Length; i++)
        {
            var difference = a[i] - b[i];
            sum = MathF.FusedMultiplyAdd(difference, difference, sum);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Add(ref float left, ref float right, int start, Vector512<float> sum)
    {
        var difference = Vector512.LoadUnsafe(ref left, (nuint)start) - Vector512.LoadUnsafe(ref right, (nuint)start);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }
}
