using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class ContractionTests
{
    private const int Dimension = 60;
    private const int Coordinates = 9;

    [Theory]
    [InlineData("few directions", 1.0)]
    [InlineData("few directions", 1e15)]
    [InlineData("all directions", 1.0)]
    [InlineData("all directions", 1e-15)]
    [InlineData("all the same", 1.0)]
    public void No_two_rows_are_farther_apart_in_coordinates_than_they_are(string kind, double unit)
    {
        var rows = Made(kind, unit);
        var contraction = new Contraction(rows, Dimension, Coordinates);
        var (seen, slacks) = Seen(contraction, rows);
        for (var a = 0; a < seen.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var apart = Math.Sqrt(Enumerable.Range(0, Dimension).Sum(i => Math.Pow((double)rows[(a * Dimension) + i] - rows[(b * Dimension) + i], 2)));
                var shown = Math.Sqrt(seen[a].Zip(seen[b], (x, y) => (x - y) * (x - y)).Sum());
                Assert.InRange(shown, 0, apart + slacks[a] + slacks[b]);
            }
        }
    }

    [Fact]
    public void Where_rows_differ_in_few_directions_their_distances_stay()
    {
        var rows = Made("few directions", 1);
        var (seen, _) = Seen(new Contraction(rows, Dimension, Coordinates), rows);
        for (var a = 1; a < seen.Length; a++)
        {
            var apart = Math.Sqrt(Enumerable.Range(0, Dimension).Sum(i => Math.Pow((double)rows[(a * Dimension) + i] - rows[i], 2)));
            Assert.Equal(apart, Math.Sqrt(seen[a].Zip(seen[0], (x, y) => (x - y) * (x - y)).Sum()), 1e-4 * apart);
        }
    }

    private static (double[][] Seen, double[] Slacks) Seen(Contraction contraction, float[] rows)
    {
        var seen = Enumerable.Range(0, rows.Length / Dimension).Select(_ => new double[Coordinates]).ToArray();
        return (seen, [.. seen.Select((coordinates, row) => contraction.Apply(Array.ConvertAll(rows[(row * Dimension)..][..Dimension], value => (double)value), coordinates))]);
    }

    private static float[] Made(string kind, double unit)
    {
        var random = new Random(4);
        var directions = Enumerable.Range(0, 5 * Dimension).Select(_ => random.NextDouble() - 0.5).ToArray();
        var rows = new float[80 * Dimension];
        for (var row = 0; row < 80; row++)
        {
            var along = Enumerable.Range(0, 5).Select(_ => random.NextDouble() - 0.5).ToArray();
            for (var i = 0; i < Dimension; i++)
            {
                rows[(row * Dimension) + i] = (float)(unit * kind switch
                {
                    "few directions" => 3 + along.Select((much, direction) => much * directions[(direction * Dimension) + i]).Sum(),
                    "all directions" => random.NextDouble() - 0.5,
                    _ => 7,
                });
            }
        }
        return rows;
    }
}
