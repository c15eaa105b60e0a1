using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Sums of products of every pair of signals over rows, the lower half of X^T X.</summary>
internal static class ScatterProducts
{
    // Rows that are packed together: a panel of them fills half of the first-level cache.
    private const int RowsTogether = 128;

    /// <summary>scatter[i, j] += sum over rows of rows[r, i] x rows[r, j] for j &lt;= i.</summary>
    /// <param name="rows">[row, dimension].</param>
    /// <param name="dimension">At least 1.</param>
    /// <param name="scatter">[dimension, dimension]; above the diagonal nothing is read or written.</param>
    public static void Add(ReadOnlySpan<double> rows, int dimension, Span<double> scatter)
    {
        var count = rows.Length / dimension;
        var most = Math.Min(RowsTogether, count);
        var groups = ArrayPool<double>.Shared.Rent(most * (dimension + ProductTile.Rows)); // [group of signals, row, signal of the group]
        var panel = ArrayPool<double>.Shared.Rent(most * ProductTile.Lanes); // [row, lane]
        for (var start = 0; start < count; start += RowsTogether)
        {
            var together = Math.Min(RowsTogether, count - start);
            var block = rows.Slice(start * dimension, together * dimension);
            for (var i = 0; i < dimension; i += ProductTile.Rows) Pack(block, dimension, i, groups.AsSpan(together * i), ProductTile.Rows);
            for (var first = 0; first < dimension; first += ProductTile.Lanes)
            {
                Pack(block, dimension, first, panel, ProductTile.Lanes);
                AddPanel(groups, panel.AsSpan(0, together * ProductTile.Lanes), first, dimension, scatter);
            }
        }
        ArrayPool<double>.Shared.Return(groups);
        ArrayPool<double>.Shared.Return(panel);
    }

    // What lies in the lanes after the last signal is multiplied, but never looked at.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(ReadOnlySpan<double> block, int dimension, int first, Span<double> packed, int lanes)
    {
        var width = Math.Min(lanes, dimension - first);
        for (int from = first, to = 0; from < block.Length; from += dimension, to += lanes) block.Slice(from, width).CopyTo(packed[to..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPanel(ReadOnlySpan<double> groups, ReadOnlySpan<double> panel, int first, int dimension, Span<double> scatter)
    {
        Span<double> tile = stackalloc double[ProductTile.Rows * ProductTile.Lanes];
        var together = panel.Length / ProductTile.Lanes;
        for (var i = first / ProductTile.Rows * ProductTile.Rows; i < dimension; i += ProductTile.Rows)
        {
            ProductTile.Multiply(groups.Slice(together * i, together * ProductTile.Rows), 1, ProductTile.Rows, ProductTile.Rows, panel, tile);
            for (var row = Math.Max(i, first); row < Math.Min(i + ProductTile.Rows, dimension); row++)
            {
                var pairs = Math.Min(Math.Min(ProductTile.Lanes, dimension - first), row - first + 1);
                var target = scatter.Slice((row * dimension) + first, pairs);
                var sums = tile.Slice((row - i) * ProductTile.Lanes, pairs);
                if (pairs == ProductTile.Lanes) AddAll(sums, target);
                else for (var pair = 0; pair < pairs; pair++) target[pair] += sums[pair];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAll(ReadOnlySpan<double> sums, Span<double> target)
    {
        for (var lane = 0; lane < ProductTile.Lanes; lane += Vector512<double>.Count)
            (Vector512.Create(target[lane..]) + Vector512.Create(sums[lane..])).CopyTo(target[lane..]);
    }
}
