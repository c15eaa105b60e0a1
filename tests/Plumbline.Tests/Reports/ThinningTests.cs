using CsCheck;
using Plumbline.App.Reports;

namespace Plumbline.Tests.Reports;

public sealed class ThinningTests
{
    [Fact]
    public void Short_series_are_kept_whole() => Assert.Equal([0, 1, 2], Thinning.Extremes([5, double.NaN, 7], 3));

    [Fact]
    public void The_highest_and_the_lowest_point_are_never_lost() =>
        Gen.Double[-1e6, 1e6].Array[1, 500].Sample(values =>
        {
            var kept = Thinning.Extremes(values, 20);
            Assert.True(kept.Length <= 20 || values.Length <= 20);
            Assert.Equal(kept.Order().Distinct(), kept);
            Assert.Contains(values.Max(), kept.Select(step => values[step]));
            Assert.Contains(values.Min(), kept.Select(step => values[step]));
        }, seed: "0N0XIzNsQ0O2", iter: 300);

    [Fact]
    public void A_bucket_without_any_value_stays_a_gap()
    {
        double[] values = [1, 2, 3, 4, .. Enumerable.Repeat(double.NaN, 4), 8, 7, double.NaN, 9];
        Assert.Equal([0, 3, 4, 9, 11], Thinning.Extremes(values, 6));
    }

    [Fact]
    public void Columns_hold_the_mean_of_values_and_the_maximum_of_errors()
    {
        float[] values = [1, 10, 3, float.NaN, 5, 30, 7, float.NaN]; // 4 steps x 2 signals
        Assert.Equal([2, 10, 6, 30], Thinning.Means(values, 2, 2));
        Assert.Equal([3, 10, 7, 30], Thinning.Maxima(values, 2, 2));
        Assert.Equal([float.NaN], Thinning.Maxima([float.NaN, float.NaN], 1, 1));
        Assert.Equal(values, Thinning.Means(values, 2, 4));
    }

    [Fact]
    public void Curves_keep_both_ends()
    {
        Assert.Equal([0, 33, 66, 99], Thinning.Evenly(100, 4));
        Assert.Equal([0, 1], Thinning.Evenly(2, 4));
    }
}
