using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>Rows in fewer coordinates, in which no two are farther apart than they are.</summary>
/// <remarks>The coordinates are those along the directions in which the given rows differ the most, and the length of what these leave: by the triangle inequality the lengths of two rests differ by
/// no more than the rests do. Directions come from a few rounds of subspace iteration (Halko, Martinsson, Tropp 2011); any orthonormal ones would do, good ones shrink less. Immutable.</remarks>
internal sealed class Contraction
{
    private const int Rounds = 3;
    private const int MostLookedAt = 512;
    private const double Least = 1e-9; // of a direction's length, for one that is no more than rounding

    // Rounding takes up to about 1e-8 of a row's length from the length of a small rest, as the root of what is left of its square.
    private const double Rounding = 1e-7;

    private readonly double[] centre; // [dimension]
    private readonly double[][] directions; // orthonormal, [direction][dimension]

    /// <param name="rows">[row, dimension].</param>
    /// <param name="dimension">Of the rows; more than <paramref name="most"/>.</param>
    /// <param name="most">Coordinates, at least 2.</param>
    public Contraction(ReadOnlySpan<float> rows, int dimension, int most)
    {
        var chosen = EvenlySpread.Of(rows.Length / dimension, MostLookedAt);
        var looked = new double[chosen.Length][];
        centre = new double[dimension];
        for (var i = 0; i < looked.Length; i++)
        {
            looked[i] = new double[dimension];
            TensorPrimitives.ConvertChecked(rows.Slice(chosen[i] * dimension, dimension), looked[i]);
            TensorPrimitives.MultiplyAdd(looked[i], 1.0 / looked.Length, centre, centre);
        }
        foreach (var row in looked) TensorPrimitives.Subtract(row, centre, row);
        directions = Directions(looked, dimension, most - 1);
        Count = most;
    }

    /// <summary>Coordinates.</summary>
    public int Count { get; }

    /// <param name="row">[dimension]; overwritten.</param>
    /// <param name="coordinates">[<see cref="Count"/>].</param>
    /// <returns>By how much two rows may seem farther apart than they are, for this row's part.</returns>
    public double Apply(Span<double> row, Span<double> coordinates)
    {
        TensorPrimitives.Subtract(row, centre, row);
        var whole = InnerProduct.Of(row, row);
        coordinates.Clear();
        for (var i = 0; i < directions.Length; i++) coordinates[i] = InnerProduct.Of(directions[i], row);
        var rest = whole - InnerProduct.Of(coordinates, coordinates);
        coordinates[^1] = rest > 0 ? Math.Sqrt(rest) : rest <= 0 ? 0 : rest; // what is not finite stays so
        return Rounding * Math.Sqrt(whole);
    }

    // Begins with some of the rows themselves, so nothing is drawn.
    private static double[][] Directions(double[][] rows, int dimension, int count)
    {
        var found = Orthonormal(Array.ConvertAll(EvenlySpread.Of(rows.Length, count), place => rows[place].ToArray()));
        for (var round = 0; round < Rounds; round++)
        {
            var next = Array.ConvertAll(found, _ => new double[dimension]);
            foreach (var row in rows)
            {
                for (var i = 0; i < next.Length; i++) TensorPrimitives.MultiplyAdd(row, InnerProduct.Of(row, found[i]), next[i], next[i]);
            }
            found = Orthonormal(next);
        }
        return found;
    }

    // Gram and Schmidt, twice each, which leaves products of different ones at rounding.
    private static double[][] Orthonormal(double[][] vectors)
    {
        var found = new List<double[]>();
        foreach (var vector in vectors)
        {
            var before = Math.Sqrt(InnerProduct.Of(vector, vector));
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var other in found) TensorPrimitives.MultiplyAdd(other, -InnerProduct.Of(other, vector), vector, vector);
            }
            var length = Math.Sqrt(InnerProduct.Of(vector, vector));
            if (!(length > Least * before) || !double.IsFinite(length)) continue;
            TensorPrimitives.Divide(vector, length, vector);
            found.Add(vector);
        }
        return [.. found];
    }
}
