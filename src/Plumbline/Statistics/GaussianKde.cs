using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Kernel density estimate: the mean of Gaussians of one width around every reference row.</summary>
/// <remarks>p(x) = mean over i of (2 pi h^2)^(-d/2) exp(-|x - x_i|^2 / 2 h^2) (Rosenblatt 1956, Parzen 1962; HPC lecture). Summed relative to
/// the nearest reference, so its logarithm never underflows. Rough distances (<see cref="DistanceScreen"/>) say which references count and are to be measured; the others'
/// weights are taken from them as they are. With e the bound of what these are off, in the exponent, the logarithm is off by no more than the others' part in the sum times
/// e^e - 1: so many are measured that this is below <see cref="Tolerance"/> of 1 + |x - x_n|^2 / 2 h^2, x_n the nearest. Where they are many, all references are measured by products
/// in double precision. Immutable and safe to use from several threads; a row's density does not depend, to the bit, on the rows around it.</remarks>
public sealed class GaussianKde
{
    // Rough distances that are held at a time, about what the second-level cache takes.
    private const int BlockValues = 96 * 1024;

    // exp of less than this is 0 beside 1 even a billion times.
    private const double Negligible = -60;

    // Of the logarithm of the density, relative.
    private const double Tolerance = 4e-9;

    // Weight of all references that are farther than the reach, relative to the nearest one's.
    private const double LeftOut = 1e-10;

    // Of an exponential as Weights takes it, relative.
    private const double ExponentialError = 1e-3;

    // Half a unit in the last place of 1.
    private const double Rounding = 1.2e-16;

    // If more than one reference in so many counts, products with all of them are quicker than differences.
    private const int ProductsFrom = 6;

    private readonly double[] references; // [reference, dimension]
    private readonly double[] centre; // their mean, from which products are taken
    private readonly DistanceScreen screen;
    private readonly Lazy<RowDistances> products;
    private readonly double reach; // squared distance beyond the nearest one's at which all references together weigh LeftOut

    /// <param name="references">[reference, dimension], finite.</param>
    /// <param name="dimension">At least 1.</param>
    /// <param name="bandwidth">Standard deviation of each Gaussian in each direction, in the unit of the values, above 0.</param>
    /// <exception cref="ArgumentException">No whole rows, or a bandwidth that is not above 0.</exception>
    public GaussianKde(ReadOnlySpan<double> references, int dimension, double bandwidth)
    {
        if (!(bandwidth > 0 && double.IsFinite(bandwidth))) throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "A bandwidth is above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (references.Length == 0 || references.Length % dimension != 0) throw new ArgumentException($"{references.Length} values are no whole rows of {dimension}.", nameof(references));
        (Bandwidth, this.references, centre) = (bandwidth, references.ToArray(), new double[dimension]);
        var count = references.Length / dimension;
        for (var row = 0; row < count; row++) TensorPrimitives.MultiplyAdd(references.Slice(row * dimension, dimension), 1.0 / count, centre, centre);
        screen = new DistanceScreen((row, values) => Reference(row).CopyTo(values), count, dimension);
        products = new Lazy<RowDistances>(() => new RowDistances(Centred(this.references, new double[this.references.Length]), dimension));
        reach = 2 * bandwidth * bandwidth * Math.Log(count / LeftOut);
    }

    public int Dimension => centre.Length;

    /// <summary>References.</summary>
    public int Count => screen.Count;

    public double Bandwidth { get; }

    /// <summary>The largest log density there could be, that of all references on one spot: -(d/2) log(2 pi h^2).</summary>
    public double Peak => PeakOf(Dimension, Bandwidth);

    /// <param name="points">[point, dimension].</param>
    /// <param name="logDensities">[point], natural logarithm; at most <see cref="Peak"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void LogDensities(ReadOnlySpan<double> points, Span<double> logDensities)
    {
        if (points.Length != logDensities.Length * Dimension) throw new ArgumentException($"{points.Length} values for {logDensities.Length} points of {Dimension}.", nameof(points));
        var block = Math.Min(logDensities.Length, Math.Clamp(BlockValues / screen.Stride / IntegerTile.Rows, 1, 8) * IntegerTile.Rows);
        var rows = ArrayPool<double>.Shared.Rent(block * Dimension);
        var rough = ArrayPool<float>.Shared.Rent(block * screen.Stride);
        var distances = ArrayPool<double>.Shared.Rent(Count);
        var close = ArrayPool<int>.Shared.Rent(Count);
        Span<IntegerRow> rounded = stackalloc IntegerRow[block];
        Span<int> crowded = stackalloc int[block];
        for (var start = 0; start < logDensities.Length; start += block)
        {
            var together = Math.Min(block, logDensities.Length - start);
            screen.Measure(points.Slice(start * Dimension, together * Dimension), rough.AsSpan(0, together * screen.Stride), rounded);
            var crowdedCount = 0;
            for (var i = 0; i < together; i++)
            {
                var row = points.Slice((start + i) * Dimension, Dimension);
                var found = Close(row, rough.AsSpan(i * screen.Stride, screen.Stride), rounded[i], close, out var others, out var smooth);
                if (smooth && found * ProductsFrom > Count)
                {
                    Centred(row, rows.AsSpan(crowdedCount * Dimension));
                    crowded[crowdedCount++] = start + i;
                    continue;
                }
                Measure(row, close.AsSpan(0, found), distances);
                logDensities[start + i] = LogDensity(distances.AsSpan(0, found), others, Count, Dimension, Bandwidth);
            }
            if (crowdedCount > 0) LogDensities(rows.AsSpan(0, crowdedCount * Dimension), crowded[..crowdedCount], logDensities);
        }
        ArrayPool<int>.Shared.Return(close);
        ArrayPool<double>.Shared.Return(distances);
        ArrayPool<float>.Shared.Return(rough);
        ArrayPool<double>.Shared.Return(rows);
    }

    /// <summary>The part of each reference in the density at a point.</summary>
    /// <param name="point">[dimension].</param>
    /// <param name="shares">[reference], written whole; at least 0, sum 1; of those far beyond the nearest 0.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Shares(ReadOnlySpan<double> point, Span<double> shares)
    {
        if (point.Length != Dimension || shares.Length != Count) throw new ArgumentException($"{point.Length} values and {shares.Length} shares; expected {Dimension} and {Count}.", nameof(point));
        var rough = ArrayPool<float>.Shared.Rent(screen.Stride);
        var distances = ArrayPool<double>.Shared.Rent(Count);
        var close = ArrayPool<int>.Shared.Rent(Count);
        Span<IntegerRow> rounded = stackalloc IntegerRow[1];
        screen.Measure(point, rough.AsSpan(0, screen.Stride), rounded);
        var found = Close(point, rough.AsSpan(0, screen.Stride), rounded[0], close, out _, out _);
        Measure(point, close.AsSpan(0, found), distances);
        var (nearest, scale) = (Least(distances.AsSpan(0, found)), 0.5 / (Bandwidth * Bandwidth));
        shares.Clear();
        double sum = 0;
        for (var i = 0; i < found; i++) sum += shares[close[i]] = Math.Exp((nearest - distances[i]) * scale);
        TensorPrimitives.Divide(shares, sum, shares);
        ArrayPool<int>.Shared.Return(close);
        ArrayPool<double>.Shared.Return(distances);
        ArrayPool<float>.Shared.Return(rough);
    }

    /// <summary>Log density from the squared distances to all references.</summary>
    internal static double LogDensity(ReadOnlySpan<double> distances, int dimension, double bandwidth) => LogDensity(distances, default, distances.Length, dimension, bandwidth);

    private static double LogDensity(ReadOnlySpan<double> distances, (double Weight, double From) others, int count, int dimension, double bandwidth)
    {
        var (nearest, scale) = (Least(distances), -0.5 / (bandwidth * bandwidth));
        var sum = SumOfExponentials(distances, nearest, scale);
        if (others.Weight > 0) sum += others.Weight * Math.Exp((others.From - nearest) * scale);
        return PeakOf(dimension, bandwidth) + (nearest * scale) + Math.Log(sum / count);
    }

    // Of rows from the centre, where many references count.
    private void LogDensities(ReadOnlySpan<double> rows, ReadOnlySpan<int> which, Span<double> logDensities)
    {
        var distances = ArrayPool<double>.Shared.Rent(which.Length * Count);
        products.Value.SquaredDistances(rows, distances.AsSpan(0, which.Length * Count));
        for (var i = 0; i < which.Length; i++) logDensities[which[i]] = LogDensity(distances.AsSpan(i * Count, Count), Dimension, Bandwidth);
        ArrayPool<double>.Shared.Return(distances);
    }

    private Span<double> Centred(ReadOnlySpan<double> points, Span<double> rows)
    {
        for (var i = 0; i < points.Length; i += Dimension) TensorPrimitives.Subtract(points.Slice(i, Dimension), centre, rows.Slice(i, Dimension));
        return rows;
    }

    private ReadOnlySpan<double> Reference(int row) => references.AsSpan(row * Dimension, Dimension);

    private void Measure(ReadOnlySpan<double> row, ReadOnlySpan<int> close, Span<double> distances)
    {
        for (var i = 0; i < close.Length; i++) distances[i] = SquaredDistance.Of(row, Reference(close[i]));
    }

    // Finds the references that are to be measured, and their number; the weight of the others, relative to what a reference so far from the row would weigh; and
    // whether products are good enough, which are off by a rounding for each value of the squared lengths.
    private int Close(ReadOnlySpan<double> row, ReadOnlySpan<float> rough, IntegerRow rounded, Span<int> close, out (double Weight, double From) others, out bool smooth)
    {
        var scale = 0.5 / (Bandwidth * Bandwidth);
        var nearest = SquaredDistance.Of(row, Reference(IndexOfLeast(rough)));
        var limit = screen.LargestLimit(Math.Sqrt(nearest + reach), rounded);
        // Each of them is off by this factor; the nearest weighs 1.
        var factor = Math.Exp(screen.Doubt(limit, rounded) * scale) - 1 + ExponentialError;
        var bounds = (First: (float)(nearest + (0.35 * reach)), Second: (float)(nearest + (0.45 * reach)), Third: (float)(nearest + (0.6 * reach)));
        var rest = Weights(rough, (float)nearest, (float)-scale, limit, bounds);
        var error = Tolerance * (1 + (nearest * scale));
        smooth = Dimension * Rounding * screen.SquaredLengths(rounded) * scale < error;
        var allowed = error / factor;
        (limit, var weight) = rest.First <= allowed ? (bounds.First, rest.First) : rest.Second <= allowed ? (bounds.Second, rest.Second)
            : rest.Third <= allowed ? (bounds.Third, rest.Third) : (limit, 0);
        others = (weight, (float)nearest);
        return WithIn(rough, limit, close);
    }

    // What stands after the last reference is infinite or NaN, and never the least.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int IndexOfLeast(ReadOnlySpan<float> rough)
    {
        ref var start = ref MemoryMarshal.GetReference(rough);
        var least = Vector512.Create(float.PositiveInfinity);
        for (var i = 0; i < rough.Length; i += Vector512<float>.Count)
        {
            var distances = Vector512.LoadUnsafe(ref start, (nuint)i);
            least = Vector512.ConditionalSelect(Vector512.LessThan(distances, least), distances, least);
        }
        var smallest = float.PositiveInfinity;
        for (var lane = 0; lane < Vector512<float>.Count; lane++) smallest = Math.Min(smallest, least[lane]);
        return Math.Max(0, rough.IndexOf(smallest));
    }

    // Sums of exp(scale (rough - nearest)) over what is beyond each of three bounds, and no farther than the limit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double First, double Second, double Third) Weights(ReadOnlySpan<float> rough, float nearest, float scale, float limit, (float First, float Second, float Third) bounds)
    {
        ref var start = ref MemoryMarshal.GetReference(rough);
        var (from, by, most) = (Vector512.Create(nearest), Vector512.Create(scale * 1.44269504f), Vector512.Create(limit));
        var (beyond, farther, farthest) = (Vector512.Create(bounds.First), Vector512.Create(bounds.Second), Vector512.Create(bounds.Third));
        var (first, second, third) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var rounder = Vector512.Create(12_582_912f); // 1.5 x 2^23: what is added to it loses its fraction, and stands in its lowest bits
        for (var i = 0; i < rough.Length; i += Vector512<float>.Count)
        {
            var distances = Vector512.LoadUnsafe(ref start, (nuint)i);
            var within = Vector512.LessThanOrEqual(distances, most) & Vector512.GreaterThan(distances, beyond);
            if (within == Vector512<float>.Zero) continue;
            // 2^x = 2^n 2^(x - n), n whole: the second by Taylor's polynomial, off by 6e-4 at a half, the first put into the exponent. Between 1 and 2^-100, so both are normal.
            var power = Vector512.Max((distances - from) * by, Vector512.Create(-100f));
            var shifted = power + rounder;
            var part = (power - (shifted - rounder)) * Vector512.Create(0.693147181f);
            var rest = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(part, Vector512.Create(1 / 6f), Vector512.Create(0.5f)), part, Vector512<float>.One), part, Vector512<float>.One);
            var weights = (rest.AsInt32() + (shifted.AsInt32() << 23)).AsSingle() & within;
            first += weights;
            second += weights & Vector512.GreaterThan(distances, farther);
            third += weights & Vector512.GreaterThan(distances, farthest);
        }
        return (Vector512.Sum(first), Vector512.Sum(second), Vector512.Sum(third));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WithIn(ReadOnlySpan<float> rough, float limit, Span<int> close)
    {
        ref var start = ref MemoryMarshal.GetReference(rough);
        var (most, found) = (Vector512.Create(limit), 0);
        for (var i = 0; i < rough.Length; i += Vector512<float>.Count)
        {
            var within = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref start, (nuint)i), most);
            if (within == Vector512<float>.Zero) continue;
            for (var bits = within.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1) close[found++] = i + BitOperations.TrailingZeroCount(bits);
        }
        return found;
    }

    private static double PeakOf(int dimension, double bandwidth) => -0.5 * dimension * Math.Log(2 * Math.PI * bandwidth * bandwidth);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Least(ReadOnlySpan<double> distances)
    {
        var least = Vector512.Create(double.PositiveInfinity);
        var i = 0;
        for (; i <= distances.Length - Vector512<double>.Count; i += Vector512<double>.Count) least = Vector512.Min(least, Vector512.Create(distances[i..]));
        var result = double.PositiveInfinity;
        for (var lane = 0; lane < Vector512<double>.Count; lane++) result = Math.Min(result, least[lane]);
        for (; i < distances.Length; i++) result = Math.Min(result, distances[i]);
        return result;
    }

    // Sum of exp(scale (d - nearest)), scale negative; terms of which nothing would remain in the sum are not computed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfExponentials(ReadOnlySpan<double> distances, double nearest, double scale)
    {
        ref var first = ref MemoryMarshal.GetReference(distances);
        var (sums, least, by, from) = (Vector512<double>.Zero, Vector512.Create(Negligible), Vector512.Create(scale), Vector512.Create(nearest));
        var i = 0;
        for (; i <= distances.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var exponents = (Vector512.LoadUnsafe(ref first, (nuint)i) - from) * by;
            if (Vector512.GreaterThanAny(exponents, least)) sums += Vector512.Exp(exponents);
        }
        // Halves by hand, as InnerProduct: the same order with registers of any width.
        var four = sums.GetLower() + sums.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        var sum = two[0] + two[1];
        for (; i < distances.Length; i++) sum += Math.Exp((distances[i] - nearest) * scale);
        return sum;
    }
}
