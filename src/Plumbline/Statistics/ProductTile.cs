using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Products of a few rows with sixteen packed ones, summed in registers.</summary>
/// <remarks>Each sum has a lane of its own and takes its products in their order, each in one rounding; so it has the same bits whatever
/// stands in the other rows and lanes, and however many rows are taken at a time.</remarks>
internal static class ProductTile
{
    /// <summary>Rows at a time; their twelve sums of eight lanes leave registers for the operands.</summary>
    public const int Rows = 6;

    /// <summary>Packed rows side by side in a panel, [step, lane].</summary>
    public const int Lanes = 16;

    private const int Half = Lanes / 2;

    /// <summary>sums[row, lane] = sum over k of left[row x rowStride + k x stepStride] x panel[k, lane].</summary>
    /// <param name="left">Value k of row r at r x <paramref name="rowStride"/> + k x <paramref name="stepStride"/>.</param>
    /// <param name="rowStride">From a value to the same one of the next row.</param>
    /// <param name="stepStride">From a value to the next one of the row.</param>
    /// <param name="rows">1 to <see cref="Rows"/>; as many as that at a time are the quickest.</param>
    /// <param name="panel">[k, lane].</param>
    /// <param name="sums">[row, lane], written whole.</param>
    public static void Multiply(ReadOnlySpan<double> left, int rowStride, int stepStride, int rows, ReadOnlySpan<double> panel, Span<double> sums)
    {
        var depth = panel.Length / Lanes;
        if (((rows - 1) * rowStride) + ((depth - 1) * stepStride) >= left.Length || sums.Length < rows * Lanes) throw new ArgumentException("Too few values for a tile.");
        ref var first = ref MemoryMarshal.GetReference(left);
        ref var right = ref MemoryMarshal.GetReference(panel);
        ref var target = ref MemoryMarshal.GetReference(sums);
        if (rows == Rows) SixRows(ref first, rowStride, stepStride, depth, ref right, ref target);
        else for (var row = 0; row < rows; row++) OneRow(ref Unsafe.Add(ref first, row * rowStride), stepStride, depth, ref right, ref Unsafe.Add(ref target, row * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(ref double left, nint stepStride, int depth, ref double panel, ref double target)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var k = 0; k < depth; k++)
        {
            var factor = Vector512.Create(left);
            low = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref panel), low);
            high = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref panel, Half), high);
            left = ref Unsafe.Add(ref left, stepStride);
            panel = ref Unsafe.Add(ref panel, Lanes);
        }
        Store(low, high, ref target, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows(ref double left, nint rowStride, nint stepStride, int depth, ref double panel, ref double target)
    {
        var (low0, low1, low2, low3, low4, low5) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (high0, high1, high2, high3, high4, high5) = (low0, low0, low0, low0, low0, low0);
        ref var fourth = ref Unsafe.Add(ref left, 3 * rowStride);
        for (var k = 0; k < depth; k++)
        {
            var low = Vector512.LoadUnsafe(ref panel);
            var high = Vector512.LoadUnsafe(ref panel, Half);
            var factor = Vector512.Create(left);
            low0 = Vector512.FusedMultiplyAdd(factor, low, low0);
            high0 = Vector512.FusedMultiplyAdd(factor, high, high0);
            factor = Vector512.Create(Unsafe.Add(ref left, rowStride));
            low1 = Vector512.FusedMultiplyAdd(factor, low, low1);
            high1 = Vector512.FusedMultiplyAdd(factor, high, high1);
            factor = Vector512.Create(Unsafe.Add(ref left, 2 * rowStride));
            low2 = Vector512.FusedMultiplyAdd(factor, low, low2);
            high2 = Vector512.FusedMultiplyAdd(factor, high, high2);
            factor = Vector512.Create(fourth);
            low3 = Vector512.FusedMultiplyAdd(factor, low, low3);
            high3 = Vector512.FusedMultiplyAdd(factor, high, high3);
            factor = Vector512.Create(Unsafe.Add(ref fourth, rowStride));
            low4 = Vector512.FusedMultiplyAdd(factor, low, low4);
            high4 = Vector512.FusedMultiplyAdd(factor, high, high4);
            factor = Vector512.Create(Unsafe.Add(ref fourth, 2 * rowStride));
            low5 = Vector512.FusedMultiplyAdd(factor, low, low5);
            high5 = Vector512.FusedMultiplyAdd(factor, high, high5);
            left = ref Unsafe.Add(ref left, stepStride);
            fourth = ref Unsafe.Add(ref fourth, stepStride);
            panel = ref Unsafe.Add(ref panel, Lanes);
        }
        Store(low0, high0, ref target, 0);
        Store(low1, high1, ref target, 1);
        Store(low2, high2, ref target, 2);
        Store(low3, high3, ref target, 3);
        Store(low4, high4, ref target, 4);
        Store(low5, high5, ref target, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> low, Vector512<double> high, ref double target, nuint row)
    {
        low.StoreUnsafe(ref target, row * Lanes);
        high.StoreUnsafe(ref target, (row * Lanes) + Half);
    }
}
