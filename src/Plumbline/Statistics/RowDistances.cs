using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Fixed reference rows, packed for inner products and squared distances of any rows to all of them.</summary>
/// <remarks>What a row gets does not depend, to the bit, on the rows around it; its distance to itself is exactly 0.
/// |a - b|^2 is taken as |a|^2 - 2 ab + |b|^2, off by about 1e-15 of the squared lengths: for values around 0, as scaled ones are.
/// Immutable and safe to use from several threads.</remarks>
internal sealed class RowDistances
{
    // Rows that pass a panel together: it is read from the first-level cache, and they from the second.
    private const int RowsTogether = 16 * ProductTile.Rows;

    private readonly double[] panels; // [panel, dimension, lane], zeros in the lanes after the last row
    private readonly double[] squares; // [panel, lane], squared lengths

    /// <param name="references">[reference, dimension].</param>
    /// <param name="dimension">At least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimension, or 0.</exception>
    public RowDistances(ReadOnlySpan<double> references, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (references.Length == 0 || references.Length % dimension != 0) throw new ArgumentException($"{references.Length} values are no whole rows of {dimension}.", nameof(references));
        Dimension = dimension;
        Count = references.Length / dimension;
        var panelCount = (Count + ProductTile.Lanes - 1) / ProductTile.Lanes;
        panels = new double[panelCount * dimension * ProductTile.Lanes];
        squares = new double[panelCount * ProductTile.Lanes];
        for (var row = 0; row < Count; row++)
        {
            var reference = references.Slice(row * dimension, dimension);
            var panel = panels.AsSpan(row / ProductTile.Lanes * dimension * ProductTile.Lanes);
            for (var i = 0; i < dimension; i++) panel[(i * ProductTile.Lanes) + (row % ProductTile.Lanes)] = reference[i];
            squares[row] = SquaredLength(reference);
        }
    }

    public int Dimension { get; }

    /// <summary>References.</summary>
    public int Count { get; }

    /// <param name="rows">[row, dimension].</param>
    /// <param name="products">[row, reference], written whole.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void InnerProducts(ReadOnlySpan<double> rows, Span<double> products) => Run(rows, products, false);

    /// <param name="rows">[row, dimension].</param>
    /// <param name="distances">[row, reference], at least 0, written whole.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void SquaredDistances(ReadOnlySpan<double> rows, Span<double> distances) => Run(rows, distances, true);

    private void Run(ReadOnlySpan<double> rows, Span<double> results, bool distances)
    {
        var count = rows.Length / Dimension;
        if (rows.Length % Dimension != 0 || results.Length != count * Count)
            throw new ArgumentException($"{rows.Length} values in rows of {Dimension}, {results.Length} results for {Count} references.");
        Span<double> tile = stackalloc double[ProductTile.Rows * ProductTile.Lanes];
        Span<double> lengths = stackalloc double[RowsTogether];
        for (var start = 0; start < count; start += RowsTogether)
        {
            var end = Math.Min(count, start + RowsTogether);
            for (var row = start; distances && row < end; row++) lengths[row - start] = SquaredLength(rows.Slice(row * Dimension, Dimension));
            for (var first = 0; first < Count; first += ProductTile.Lanes)
            {
                var panel = panels.AsSpan(first * Dimension, ProductTile.Lanes * Dimension);
                var lanes = Math.Min(ProductTile.Lanes, Count - first);
                for (var row = start; row < end; row += ProductTile.Rows)
                {
                    var height = Math.Min(ProductTile.Rows, end - row);
                    ProductTile.Multiply(rows[(row * Dimension)..], Dimension, 1, height, panel, tile);
                    for (var r = 0; r < height; r++)
                    {
                        var sums = tile.Slice(r * ProductTile.Lanes, ProductTile.Lanes);
                        if (distances) ToDistances(lengths[row + r - start], squares.AsSpan(first, ProductTile.Lanes), sums);
                        sums[..lanes].CopyTo(results.Slice(((row + r) * Count) + first, lanes));
                    }
                }
            }
        }
    }

    private static void ToDistances(double length, ReadOnlySpan<double> lengths, Span<double> products)
    {
        ref var theirs = ref MemoryMarshal.GetReference(lengths);
        ref var sums = ref MemoryMarshal.GetReference(products);
        for (nuint lane = 0; lane < ProductTile.Lanes; lane += (nuint)Vector512<double>.Count)
        {
            var rest = Vector512.FusedMultiplyAdd(Vector512.Create(-2.0), Vector512.LoadUnsafe(ref sums, lane), Vector512.Create(length));
            Vector512.Max(Vector512<double>.Zero, rest + Vector512.LoadUnsafe(ref theirs, lane)).StoreUnsafe(ref sums, lane);
        }
    }

    // In the order of a tile's sums, so that a row is at distance 0 of itself.
    private static double SquaredLength(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (var value in row) sum = Math.FusedMultiplyAdd(value, value, sum);
        return sum;
    }
}
