using System.Runtime.CompilerServices;

namespace Plumbline.Statistics;

/// <summary>Products of a few rows of 16-bit integers with a panel of packed ones, summed in registers; exact, so the same on every machine.</summary>
internal static unsafe class IntegerTile
{
    /// <summary>Rows at a time.</summary>
    public const int Rows = 6;

    /// <summary>Packed rows side by side in a panel, [pair, lane, 2].</summary>
    public const int Lanes = 32;

    /// <summary>sums[row, lane] = sum over k of left[row, k] x panel[k / 2, lane, k % 2].</summary>
    /// <param name="left">[row, 2 x pairs].</param>
    /// <param name="rows">1 to <see cref="Rows"/>; as many as that at a time are the quickest.</param>
    /// <param name="panel">[pair, lane, 2].</param>
    /// <param name="sums">[row, lane], written whole; below 2^31 in size, as their terms must be together.</param>
    public static void Multiply(ReadOnlySpan<short> left, int rows, ReadOnlySpan<short> panel, Span<int> sums)
    {
        if (IntegerLanes512.IsSupported) Multiply<IntegerLanes512>(left, rows, panel, sums);
        else if (IntegerLanes256.IsSupported) Multiply<IntegerLanes256>(left, rows, panel, sums);
        else Multiply<IntegerLanes128>(left, rows, panel, sums);
    }

    /// <inheritdoc cref="Multiply(ReadOnlySpan{short}, int, ReadOnlySpan{short}, Span{int})"/>
    /// <remarks>At a register width of the caller's choice.</remarks>
    public static void Multiply<T>(ReadOnlySpan<short> left, int rows, ReadOnlySpan<short> panel, Span<int> sums) where T : struct, IIntegerLanes<T>
    {
        var pairs = panel.Length / (2 * Lanes);
        if (left.Length < rows * 2 * pairs || sums.Length < rows * Lanes) throw new ArgumentException("Too few values for a tile.");
        fixed (short* first = left, right = panel)
        fixed (int* target = sums)
        {
            for (var lane = 0; lane < Lanes; lane += 2 * T.Count)
            {
                if (rows == Rows) SixRows<T>((int*)first, pairs, right + (2 * lane), target + lane);
                else for (var row = 0; row < rows; row++) OneRow<T>((int*)first + (row * pairs), pairs, right + (2 * lane), target + (row * Lanes) + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<T>(int* left, int pairs, short* panel, int* target) where T : struct, IIntegerLanes<T>
    {
        T low = default, high = default;
        for (var k = 0; k < pairs; k++, panel += 2 * Lanes)
        {
            var factor = T.Create(left[k]);
            low = T.MultiplyAdd(factor, T.Load(panel), low);
            high = T.MultiplyAdd(factor, T.Load(panel + (2 * T.Count)), high);
        }
        T.Store(low, target);
        T.Store(high, target + T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows<T>(int* left, int pairs, short* panel, int* target) where T : struct, IIntegerLanes<T>
    {
        T low0 = default, low1 = default, low2 = default, low3 = default, low4 = default, low5 = default;
        T high0 = default, high1 = default, high2 = default, high3 = default, high4 = default, high5 = default;
        var fourth = left + (3 * pairs);
        for (var k = 0; k < pairs; k++, left++, fourth++, panel += 2 * Lanes)
        {
            var low = T.Load(panel);
            var high = T.Load(panel + (2 * T.Count));
            var factor = T.Create(left[0]);
            low0 = T.MultiplyAdd(factor, low, low0);
            high0 = T.MultiplyAdd(factor, high, high0);
            factor = T.Create(left[pairs]);
            low1 = T.MultiplyAdd(factor, low, low1);
            high1 = T.MultiplyAdd(factor, high, high1);
            factor = T.Create(left[2 * pairs]);
            low2 = T.MultiplyAdd(factor, low, low2);
            high2 = T.MultiplyAdd(factor, high, high2);
            factor = T.Create(fourth[0]);
            low3 = T.MultiplyAdd(factor, low, low3);
            high3 = T.MultiplyAdd(factor, high, high3);
            factor = T.Create(fourth[pairs]);
            low4 = T.MultiplyAdd(factor, low, low4);
            high4 = T.MultiplyAdd(factor, high, high4);
            factor = T.Create(fourth[2 * pairs]);
            low5 = T.MultiplyAdd(factor, low, low5);
            high5 = T.MultiplyAdd(factor, high, high5);
        }
        Store(low0, high0, target);
        Store(low1, high1, target + Lanes);
        Store(low2, high2, target + (2 * Lanes));
        Store(low3, high3, target + (3 * Lanes));
        Store(low4, high4, target + (4 * Lanes));
        Store(low5, high5, target + (5 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(T low, T high, int* target) where T : struct, IIntegerLanes<T>
    {
        T.Store(low, target);
        T.Store(high, target + T.Count);
    }
}
