using System.Numerics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Points that fill the unit cube evenly from the first few on: Sobol's sequence, scrambled and shifted by a seed, so that it may be started over with other points.</summary>
/// <remarks>Sobol (1967) with the direction numbers of Joe and Kuo (2008, "Constructing Sobol sequences with better two-dimensional projections", their set D6). Scrambled by a random lower
/// triangular matrix over bits for each dimension and a random shift (Matousek 1998), which keeps how evenly each stretch of a power of two lies. Dimensions beyond the table are plain random.</remarks>
internal sealed class SobolSequence
{
    private const int Bits = 32;
    private const int Columns = 9;

    private readonly uint[] directions; // [dimension, bit of the number], scrambled
    private readonly uint[] shifts; // [dimension]
    private readonly int seed;

    /// <param name="dimensions">At least 1; those from <see cref="MostDimensions"/> on are random.</param>
    public SobolSequence(int dimensions, int seed)
    {
        this.seed = seed;
        var count = Math.Min(dimensions, MostDimensions);
        (directions, shifts) = (new uint[count * Bits], new uint[count]);
        Span<uint> plain = stackalloc uint[Bits];
        Span<uint> rows = stackalloc uint[Bits];
        for (var dimension = 0; dimension < count; dimension++)
        {
            Directions(dimension, plain);
            // Numbers of a dimension depend on it and the seed alone, not on how many dimensions there are.
            var random = new Random(unchecked((seed * 486_187_739) + (dimension * 7_919) + 5));
            for (var row = 0; row < Bits; row++)
            {
                var own = 1u << (Bits - 1 - row);
                rows[row] = own | ((uint)random.NextInt64(1L << Bits) & ~(own | (own - 1)));
            }
            for (var bit = 0; bit < Bits; bit++)
            {
                var scrambled = 0u;
                for (var row = 0; row < Bits; row++) scrambled |= ((uint)BitOperations.PopCount(rows[row] & plain[bit]) & 1) << (Bits - 1 - row);
                directions[(dimension * Bits) + bit] = scrambled;
            }
            shifts[dimension] = (uint)random.NextInt64(1L << Bits);
        }
    }

    /// <summary>Dimensions there are direction numbers for.</summary>
    public static int MostDimensions => 1 + (Table.Length / Columns);

    /// <summary>A point of the sequence.</summary>
    /// <param name="point">[dimension], filled with numbers above 0 and below 1.</param>
    public void Point(int number, Span<double> point)
    {
        for (var dimension = 0; dimension < shifts.Length; dimension++)
        {
            var place = shifts[dimension];
            for (var rest = (uint)number; rest != 0; rest &= rest - 1) place ^= directions[(dimension * Bits) + BitOperations.TrailingZeroCount(rest)];
            point[dimension] = (place + 0.5) / (1L << Bits);
        }
        if (point.Length == shifts.Length) return;
        var random = new Random(unchecked((seed * 486_187_739) + (number * 1_000_003) + 29));
        for (var dimension = shifts.Length; dimension < point.Length; dimension++) point[dimension] = random.NextDouble();
    }

    // v[k] = m[k] 2^(32-k), and from the degree s of the polynomial on v[k] = a1 v[k-1] ^ .. ^ a(s-1) v[k-s+1] ^ v[k-s] ^ (v[k-s] >> s).
    private static void Directions(int dimension, Span<uint> directions)
    {
        if (dimension == 0)
        {
            for (var bit = 0; bit < Bits; bit++) directions[bit] = 1u << (Bits - 1 - bit);
            return;
        }
        var row = Table.Slice((dimension - 1) * Columns, Columns);
        var (degree, polynomial) = (row[0], row[1]);
        for (var bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                directions[bit] = (uint)row[2 + bit] << (Bits - 1 - bit);
                continue;
            }
            var direction = directions[bit - degree] ^ (directions[bit - degree] >> degree);
            for (var i = 1; i < degree; i++)
            {
                if (((polynomial >> (degree - 1 - i)) & 1) != 0) direction ^= directions[bit - i];
            }
            directions[bit] = direction;
        }
    }

    // By dimension from the second on: degree of its primitive polynomial, the polynomial's inner coefficients as bits, then m1, m2, ...
    private static ReadOnlySpan<byte> Table =>
    [
        1, 0, 1, 0, 0, 0, 0, 0, 0,
        2, 1, 1, 3, 0, 0, 0, 0, 0,
        3, 1, 1, 3, 1, 0, 0, 0, 0,
        3, 2, 1, 1, 1, 0, 0, 0, 0,
        4, 1, 1, 1, 3, 3, 0, 0, 0,
        4, 4, 1, 3, 5, 13, 0, 0, 0,
        5, 2, 1, 1, 5, 5, 17, 0, 0,
        5, 4, 1, 1, 5, 5, 5, 0, 0,
        5, 7, 1, 1, 7, 11, 19, 0, 0,
        5, 11, 1, 1, 5, 1, 1, 0, 0,
        5, 13, 1, 1, 1, 3, 11, 0, 0,
        5, 14, 1, 3, 5, 5, 31, 0, 0,
        6, 1, 1, 3, 3, 9, 7, 49, 0,
        6, 13, 1, 1, 1, 15, 21, 21, 0,
        6, 16, 1, 3, 1, 13, 27, 49, 0,
        6, 19, 1, 1, 1, 15, 7, 5, 0,
        6, 22, 1, 3, 1, 15, 13, 25, 0,
        6, 25, 1, 1, 5, 5, 19, 61, 0,
        7, 1, 1, 3, 7, 11, 23, 15, 103,
        7, 4, 1, 3, 7, 13, 13, 15, 69,
        7, 7, 1, 1, 3, 13, 7, 35, 63,
        7, 8, 1, 3, 5, 9, 1, 25, 53,
        7, 14, 1, 3, 1, 13, 9, 35, 107,
        7, 19, 1, 3, 1, 5, 27, 61, 31,
        7, 21, 1, 1, 5, 11, 19, 41, 61,
        7, 28, 1, 3, 5, 3, 3, 13, 69,
        7, 31, 1, 1, 7, 13, 1, 19, 1,
        7, 32, 1, 3, 7, 5, 13, 19, 59,
        7, 37, 1, 1, 3, 9, 25, 29, 41,
        7, 41, 1, 3, 5, 13, 23, 1, 55,
        7, 42, 1, 3, 7, 3, 13, 59, 17,
        7, 50, 1, 3, 1, 3, 5, 53, 69,
        7, 55, 1, 1, 5, 5, 23, 33, 13,
        7, 56, 1, 1, 7, 7, 1, 61, 123,
        7, 59, 1, 1, 7, 9, 13, 61, 49,
        7, 62, 1, 3, 3, 5, 3, 55, 33,
    ];
}
