using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Kernel density estimate: the mean of Gaussians of one width around every reference row.</summary>
/// <remarks>p(x) = mean over i of (2 pi h^2)^(-d/2) exp(-|x - x_i|^2 / 2 h^2) (Rosenblatt 1956, Parzen 1962; HPC lecture). Summed relative to
/// the nearest reference, so its logarithm never underflows. A density costs references x dimension products. Immutable and safe to use from
/// several threads; a row's density does not depend, to the bit, on the rows around it.</remarks>
public sealed class GaussianKde
{
    // Distances that are held at a time, about what the second-level cache takes.
    private const int BlockValues = 96 * 1024;

    // exp of less than this is 0 beside 1 even a billion times.
    private const double Negligible = -60;

    private readonly RowDistances references;

    /// <param name="references">[reference, dimension], values around 0, finite.</param>
    /// <param name="dimension">At least 1.</param>
    /// <param name="bandwidth">Standard deviation of each Gaussian in each direction, in the unit of the values, above 0.</param>
    /// <exception cref="ArgumentException">No whole rows, or a bandwidth that is not above 0.</exception>
    public GaussianKde(ReadOnlySpan<double> references, int dimension, double bandwidth)
    {
        if (!(bandwidth > 0 && double.IsFinite(bandwidth))) throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "A bandwidth is above 0.");
        this.references = new RowDistances(references, dimension);
        Bandwidth = bandwidth;
    }

    public int Dimension => references.Dimension;

    /// <summary>References.</summary>
    public int Count => references.Count;

    public double Bandwidth { get; }

    /// <summary>The largest log density there could be, that of all references on one spot: -(d/2) log(2 pi h^2).</summary>
    public double Peak => PeakOf(Dimension, Bandwidth);

    /// <param name="points">[point, dimension].</param>
    /// <param name="logDensities">[point], natural logarithm; at most <see cref="Peak"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void LogDensities(ReadOnlySpan<double> points, Span<double> logDensities)
    {
        if (points.Length != logDensities.Length * Dimension) throw new ArgumentException($"{points.Length} values for {logDensities.Length} points of {Dimension}.", nameof(points));
        var block = Math.Clamp(BlockValues / Count / ProductTile.Rows, 1, 16) * ProductTile.Rows;
        var rented = ArrayPool<double>.Shared.Rent(Math.Min(block, logDensities.Length) * Count);
        for (var start = 0; start < logDensities.Length; start += block)
        {
            var count = Math.Min(block, logDensities.Length - start);
            var distances = rented.AsSpan(0, count * Count);
            references.SquaredDistances(points.Slice(start * Dimension, count * Dimension), distances);
            for (var i = 0; i < count; i++) logDensities[start + i] = LogDensity(distances.Slice(i * Count, Count), Dimension, Bandwidth);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The part of each reference in the density at a point.</summary>
    /// <param name="point">[dimension].</param>
    /// <param name="shares">[reference], written whole; at least 0, sum 1. Far from all of them the nearest has it all.</param>
    public void Shares(ReadOnlySpan<double> point, Span<double> shares)
    {
        references.SquaredDistances(point, shares);
        var (nearest, scale) = (Least(shares), 0.5 / (Bandwidth * Bandwidth));
        double sum = 0;
        foreach (ref var share in shares) sum += share = Math.Exp((nearest - share) * scale);
        foreach (ref var share in shares) share /= sum;
    }

    /// <summary>Log density from the squared distances to all references.</summary>
    internal static double LogDensity(ReadOnlySpan<double> distances, int dimension, double bandwidth)
    {
        var (nearest, scale) = (Least(distances), -0.5 / (bandwidth * bandwidth));
        return PeakOf(dimension, bandwidth) + (nearest * scale) + Math.Log(SumOfExponentials(distances, nearest, scale) / distances.Length);
    }

    private static double PeakOf(int dimension, double bandwidth) => -0.5 * dimension * Math.Log(2 * Math.PI * bandwidth * bandwidth);

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
