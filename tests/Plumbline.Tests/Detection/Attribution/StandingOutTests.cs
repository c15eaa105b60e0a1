using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class StandingOutTests
{
    [Fact]
    public void Of_noise_alone_one_step_in_ten_thousand_stands_out_or_less()
    {
        var standing = Enumerable.Range(0, 50).Select(seed => Noise(1000, seed)).Sum(distances => Above(distances, StandingOut.Of(distances).Core));
        Assert.True(standing <= 50_000 / 10_000, $"{standing} of 50000");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(200)]
    public void What_is_far_above_the_noise_stands_out_and_nothing_else(int anomalous)
    {
        var distances = Noise(1000, 1);
        for (var i = 0; i < anomalous; i++) distances[i * 5] *= 30 + i;
        var core = StandingOut.Of(distances).Core;
        Assert.All(Enumerable.Range(0, anomalous), i => Assert.True(distances[i * 5] > core));
        Assert.Equal(anomalous, Above(distances, core));
    }

    [Fact]
    public void The_edge_lies_halfway_to_the_core_in_logarithms()
    {
        var distances = Noise(1000, 4);
        var (border, median) = (StandingOut.Of(distances), distances.Order().ElementAt(500));
        Assert.Equal(Math.Sqrt(median * border.Core), border.Edge, 0.01 * border.Edge);
    }

    [Fact]
    public void The_unit_does_not_matter()
    {
        var distances = Noise(500, 2);
        distances[7] = 100;
        Assert.Equal(1000, StandingOut.Of([.. distances.Select(distance => 1000 * distance)]).Core / StandingOut.Of(distances).Core, 1e-9);
    }

    [Fact]
    public void A_step_without_a_distance_does_not_count()
    {
        var distances = Noise(500, 3);
        Assert.Equal(StandingOut.Of(distances), StandingOut.Of([.. distances, double.NaN, double.NaN]));
    }

    [Fact]
    public void Of_equal_distances_and_of_a_handful_none_stands_out()
    {
        Assert.True(StandingOut.Of(Enumerable.Repeat(2.0, 100).ToArray()).Edge > 2);
        Assert.Equal(double.PositiveInfinity, StandingOut.Of([1, 1, 1, 1000]).Edge);
    }

    private static int Above(double[] distances, double border) => distances.Count(distance => distance > border);

    // Logarithms with deviation 0.3, about as distances have.
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(0.3 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)))];
    }
}
