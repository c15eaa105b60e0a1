using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>A row x as 16-bit integers v times one scale s, and how far x is from s v.</summary>
/// <param name="Scale">s.</param>
/// <param name="Square">|s v|^2; below 0, and all integers 0, for a row too long for single precision.</param>
/// <param name="Off">At least |x - s v|.</param>
/// <remarks>The scale is the least with which |v| stays below the square root of 2^31: so any sum of products of two such rows, and every part of
/// it, fits 32 bits (Cauchy and Schwarz), whatever their length. A component is then off by half of |x| / 46340 at most.</remarks>
internal readonly record struct IntegerRow(float Scale, double Square, double Off)
{
    private const double LongestInteger = 46340; // its square is just below 2^31
    private const double LargestInteger = 32767;
    private const double Longest = 1e18; // so that squares and their sums are finite in single precision
    private const double Shortest = 1e-15; // and products of scales are no denormal numbers
    private const float Rounder = 12_582_912; // 1.5 x 2^23: what is added to it loses its fraction, and stands in its lowest bits

    // Of |x| and more than that: what double precision does to the steps below.
    private const double Rounding = 1e-14;

    /// <param name="row">[dimension].</param>
    /// <param name="integers">At least [dimension], written whole, zeros after the last.</param>
    public static IntegerRow Of(ReadOnlySpan<double> row, Span<short> integers)
    {
        var length = Math.Sqrt(InnerProduct.Of(row, row));
        if (!(length < Longest) || length < Shortest)
        {
            integers.Clear();
            return length < Shortest ? new IntegerRow(0, 0, length * (1 + Rounding)) : new IntegerRow(0, -1, 0);
        }
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        // Rounding adds up to half of the square root of the dimension to |v|.
        var scale = (float)(Math.Max(length / (LongestInteger - 1 - (0.5 * Math.Sqrt(row.Length))), largest / (LargestInteger - 1)) * (1 + 1e-6));
        var (squares, off) = Round(row, scale, integers);
        integers[row.Length..].Clear();
        return new IntegerRow(scale, (double)scale * scale * squares, (Math.Sqrt(off) * (1 + Rounding)) + (length * Rounding));
    }

    // |v|^2 and |x - s v|^2
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Squares, double Off) Round(ReadOnlySpan<double> row, double scale, Span<short> integers)
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetReference(integers);
        var (inverse, rounder) = (1 / scale, Vector512.Create(Rounder));
        var (squares, off, minus) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512.Create(-scale));
        var i = 0;
        for (; i <= row.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var low = Vector512.LoadUnsafe(ref source, (nuint)i);
            var high = Vector512.LoadUnsafe(ref source, (nuint)(i + Vector512<double>.Count));
            var shifted = Vector512.Narrow(low * Vector512.Create(inverse), high * Vector512.Create(inverse)) + rounder;
            Vector256.Narrow(shifted.GetLower().AsInt32(), shifted.GetUpper().AsInt32()).StoreUnsafe(ref target, (nuint)i);
            var (first, second) = Vector512.Widen(shifted - rounder);
            var (one, other) = (Vector512.FusedMultiplyAdd(minus, first, low), Vector512.FusedMultiplyAdd(minus, second, high));
            squares = Vector512.FusedMultiplyAdd(first, first, Vector512.FusedMultiplyAdd(second, second, squares));
            off = Vector512.FusedMultiplyAdd(one, one, Vector512.FusedMultiplyAdd(other, other, off));
        }
        var (squareSum, offSum) = (Vector512.Sum(squares), Vector512.Sum(off));
        for (; i < row.Length; i++)
        {
            var rounded = Math.Round(row[i] * inverse);
            integers[i] = (short)rounded;
            squareSum += rounded * rounded;
            var rest = row[i] - (scale * rounded);
            offSum += rest * rest;
        }
        return (squareSum, offSum);
    }
}
