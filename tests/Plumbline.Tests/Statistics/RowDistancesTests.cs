using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class RowDistancesTests
{
    public static TheoryData<int, int, int> Shapes => new() { { 1, 1, 1 }, { 6, 16, 8 }, { 13, 33, 5 }, { 100, 47, 159 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_and_distances_equal_plain_sums(int count, int references, int dimension)
    {
        var (rows, others) = (Random(1, count * dimension), Random(2, references * dimension));
        var packed = new RowDistances(others, dimension);
        var (products, distances) = (new double[count * references], new double[count * references]);
        packed.InnerProducts(rows, products);
        packed.SquaredDistances(rows, distances);
        for (var i = 0; i < products.Length; i++)
        {
            var (a, b) = (rows[(i / references * dimension)..][..dimension], others[(i % references * dimension)..][..dimension]);
            Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), products[i], 1e-12 * dimension);
            Assert.Equal(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum(), distances[i], 1e-12 * dimension);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_has_the_same_bits_alone_and_among_others(int count, int references, int dimension)
    {
        var rows = Random(3, count * dimension);
        var packed = new RowDistances(Random(4, references * dimension), dimension);
        var (together, alone) = (new double[count * references], new double[references]);
        packed.SquaredDistances(rows, together);
        for (var row = 0; row < count; row++)
        {
            packed.SquaredDistances(rows.AsSpan(row * dimension, dimension), alone);
            Assert.Equal(alone, together[(row * references)..][..references]);
        }
    }

    [Fact]
    public void A_row_is_at_distance_0_of_itself()
    {
        var rows = Random(5, 40 * 159, size: 2_000);
        var distances = new double[40 * 40];
        new RowDistances(rows, 159).SquaredDistances(rows, distances);
        for (var row = 0; row < 40; row++) Assert.Equal(0, distances[row * 41]);
        Assert.All(distances, distance => Assert.True(distance >= 0));
    }

    [Fact]
    public void Lengths_that_do_not_agree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RowDistances(new double[7], 3));
        Assert.Throws<ArgumentException>(() => new RowDistances([], 3));
        Assert.Throws<ArgumentException>(() => new RowDistances(new double[6], 3).SquaredDistances(new double[3], new double[3]));
        Assert.Throws<ArgumentException>(() => new RowDistances(new double[6], 3).InnerProducts(new double[4], new double[2]));
    }

    private static double[] Random(int seed, int count, double size = 2)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => size * (random.NextDouble() - 0.5))];
    }
}
