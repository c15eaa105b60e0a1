using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plumbline.Statistics;

/// <summary>Rough squared distances of any rows to fixed reference rows, with the bound within which the true ones lie: so that only those that may matter
/// are measured.</summary>
/// <remarks>Rows are taken from the references' mean and rounded to 16-bit integers times a scale of their own (<see cref="IntegerRow"/>), whose products are exact and
/// twice as quick as those of single precision. With x', r' the rounded rows, the triangle inequality gives |x - r| >= |x' - r'| - |x - x'| - |r - r'|, and the rest of the
/// rough distance, |x'|^2 + |r'|^2 - 2 x'r' in single precision, is lowered by more than that can be off. So whatever is rounded, a reference within some
/// distance is within the <see cref="Limit"/> of it. Immutable and safe to use from several threads.</remarks>
internal sealed class DistanceScreen
{
    /// <summary>References that share one limit.</summary>
    public const int Together = IntegerTile.Lanes;

    private const int RowsTogether = 4 * IntegerTile.Rows;

    // With u = 2^-24, half a unit in the last place of 1: the squares as floats are off by u, their sum by u, 2 x'r' by 2 u, and the rest of up to twice the sum by u:
    // together less than 6 u (|x'|^2 + |r'|^2).
    private const double Lowered = 1 - (8 / 16_777_216.0);

    private readonly double[] centre;
    private readonly int padded; // dimension, even
    private readonly short[] panels; // [panel, pair, lane, 2]
    private readonly float[] scales; // [panel, lane]
    private readonly float[] squares; // [panel, lane], lowered; infinite after the last reference
    private readonly double[] off; // [panel], the largest of its references
    private readonly double mostOff;
    private readonly double longest; // squared

    public delegate void RowReader(int row, Span<double> values);

    /// <param name="read">Writes a reference whole, [dimension].</param>
    /// <param name="count">References, at least 1.</param>
    /// <param name="dimension">At least 1.</param>
    public DistanceScreen(RowReader read, int count, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (Count, Dimension, padded) = (count, dimension, dimension + (dimension % 2));
        var panelCount = (count + Together - 1) / Together;
        (panels, scales, squares, off) = (new short[panelCount * padded * Together], new float[panelCount * Together], new float[panelCount * Together], new double[panelCount]);
        Array.Fill(squares, float.PositiveInfinity);
        var (row, integers) = (new double[dimension], new short[padded]);
        centre = new double[dimension];
        for (var i = 0; i < count; i++)
        {
            read(i, row);
            TensorPrimitives.MultiplyAdd(row, 1.0 / count, centre, centre);
        }
        for (var i = 0; i < count; i++)
        {
            read(i, row);
            TensorPrimitives.Subtract(row, centre, row);
            var rounded = IntegerRow.Of(row, integers);
            var (panel, lane) = (i / Together, i % Together);
            var pairs = MemoryMarshal.Cast<short, int>(panels.AsSpan(panel * padded * Together, padded * Together));
            for (var k = 0; k < padded / 2; k++) pairs[(k * Together) + lane] = MemoryMarshal.Cast<short, int>(integers)[k];
            (scales[i], squares[i]) = (rounded.Scale, Lower(rounded.Square));
            off[panel] = Math.Max(off[panel], rounded.Off);
            longest = Math.Max(longest, rounded.Square < 0 ? double.PositiveInfinity : rounded.Square);
        }
        mostOff = off.Max();
    }

    public int Dimension { get; }

    /// <summary>References.</summary>
    public int Count { get; }

    /// <summary>Rough distances of a row: <see cref="Count"/> in whole panels, infinite after the last.</summary>
    public int Stride => squares.Length;

    /// <param name="rows">[row, dimension].</param>
    /// <param name="rough">[row, <see cref="Stride"/>], written whole; squared, and some below 0.</param>
    /// <param name="rounded">[row], for <see cref="Limit"/> and <see cref="Doubt"/>.</param>
    public void Measure(ReadOnlySpan<double> rows, Span<float> rough, Span<IntegerRow> rounded)
    {
        var count = rows.Length / Dimension;
        var integers = ArrayPool<short>.Shared.Rent(RowsTogether * padded);
        var row = ArrayPool<double>.Shared.Rent(Dimension);
        for (var start = 0; start < count; start += RowsTogether)
        {
            var together = Math.Min(RowsTogether, count - start);
            for (var i = 0; i < together; i++)
            {
                TensorPrimitives.Subtract(rows.Slice((start + i) * Dimension, Dimension), centre, row);
                rounded[start + i] = IntegerRow.Of(row.AsSpan(0, Dimension), integers.AsSpan(i * padded, padded));
            }
            if (together == 1 && Avx512BW.IsSupported) MultiplyOne(integers.AsSpan(0, padded), rounded[start], rough.Slice(start * Stride, Stride));
            else Multiply(integers.AsSpan(0, together * padded), rounded.Slice(start, together), rough.Slice(start * Stride, together * Stride));
        }
        ArrayPool<double>.Shared.Return(row);
        ArrayPool<short>.Shared.Return(integers);
    }

    /// <summary>What the rough distances of references that are within a distance do not exceed.</summary>
    /// <param name="distance">At least 0; not squared.</param>
    /// <param name="row">As <see cref="Measure"/> gave it.</param>
    /// <param name="first">The references from this multiple of <see cref="Together"/> on.</param>
    /// <returns>Squared, finite.</returns>
    public float Limit(double distance, IntegerRow row, int first) => Square(distance + row.Off + off[first / Together]);

    /// <summary>The largest <see cref="Limit"/> of all references.</summary>
    public float LargestLimit(double distance, IntegerRow row) => Square(distance + row.Off + mostOff);

    /// <summary>By how much the rough distances up to a limit may differ from the true ones.</summary>
    /// <param name="limit">Squared.</param>
    /// <param name="row">As <see cref="Measure"/> gave it.</param>
    /// <returns>Squared; infinite where rows are too long to be screened.</returns>
    public double Doubt(double limit, IntegerRow row)
    {
        var far = row.Off + mostOff;
        return (2 * Math.Sqrt(Math.Max(0, limit)) * far) + (far * far) + (2 * (1 - Lowered) * SquaredLengths(row));
    }

    /// <summary>|x|^2 and the largest |r|^2 together, from the references' mean; infinite for rows too long to be screened.</summary>
    /// <param name="row">As <see cref="Measure"/> gave it.</param>
    public double SquaredLengths(IntegerRow row) => row.Square < 0 ? double.PositiveInfinity : row.Square + longest;

    private static float Square(double reach) => (float)Math.Min(float.MaxValue, reach * reach * (1 + 1e-6));

    private static float Lower(double square) => square < 0 ? float.NegativeInfinity : (float)(square * Lowered);

    private void Multiply(ReadOnlySpan<short> integers, ReadOnlySpan<IntegerRow> rows, Span<float> rough)
    {
        Span<int> tile = stackalloc int[IntegerTile.Rows * Together];
        for (var first = 0; first < Stride; first += Together)
        {
            var panel = panels.AsSpan(first * padded, padded * Together);
            for (var row = 0; row < rows.Length; row += IntegerTile.Rows)
            {
                var height = Math.Min(IntegerTile.Rows, rows.Length - row);
                IntegerTile.Multiply(integers[(row * padded)..], height, panel, tile);
                for (var i = 0; i < height; i++)
                    ToDistances(tile.Slice(i * Together, Together), rows[row + i], first, rough.Slice(((row + i) * Stride) + first, Together));
            }
        }
    }

    // The same for one row: what streams ask. Its sums stay in registers until they are distances.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyOne(ReadOnlySpan<short> integers, IntegerRow row, Span<float> rough)
    {
        ref var factors = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<short, int>(integers));
        ref var panel = ref MemoryMarshal.GetArrayDataReference(panels);
        ref var target = ref MemoryMarshal.GetReference(rough);
        var (pairs, factor, square) = ((nuint)padded / 2, Vector512.Create(-2 * row.Scale), Vector512.Create(Lower(row.Square)));
        for (nuint first = 0; first < (nuint)Stride; first += Together)
        {
            var (low, high) = (Vector512<int>.Zero, Vector512<int>.Zero);
            for (nuint k = 0; k < pairs; k++, panel = ref Unsafe.Add(ref panel, 2 * Together))
            {
                var pair = Vector512.Create(Unsafe.Add(ref factors, k)).AsInt16();
                low += Avx512BW.MultiplyAddAdjacent(pair, Vector512.LoadUnsafe(ref panel));
                high += Avx512BW.MultiplyAddAdjacent(pair, Vector512.LoadUnsafe(ref panel, (nuint)Vector512<short>.Count));
            }
            Distances(low, factor, square, first).StoreUnsafe(ref target, first);
            Distances(high, factor, square, first + (nuint)Vector512<float>.Count).StoreUnsafe(ref target, first + (nuint)Vector512<float>.Count);
        }
    }

    // |x'|^2 + |r'|^2 - 2 s_x s_r (v_x v_r)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Distances(Vector512<int> products, Vector512<float> factor, Vector512<float> square, nuint first)
    {
        var scaled = Vector512.ConvertToSingle(products) * Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(scales), first);
        return Vector512.FusedMultiplyAdd(factor, scaled, square + Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(squares), first));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToDistances(ReadOnlySpan<int> products, IntegerRow row, int first, Span<float> rough)
    {
        ref var product = ref MemoryMarshal.GetReference(products);
        ref var target = ref MemoryMarshal.GetReference(rough);
        var (factor, square) = (Vector512.Create(-2 * row.Scale), Vector512.Create(Lower(row.Square)));
        for (nuint lane = 0; lane < Together; lane += (nuint)Vector512<float>.Count)
            Distances(Vector512.LoadUnsafe(ref product, lane), factor, square, (nuint)first + lane).StoreUnsafe(ref target, lane);
    }
}
