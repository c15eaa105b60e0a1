using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    public void Quantiles_interpolate_between_neighbours(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([4, 2, double.NaN, 1, 3], share), 1e-12);

    [Fact]
    public void No_number_has_no_quantile() => Assert.Throws<ArgumentException>(() => Quantile.Median([double.NaN]));
}
