using Plumbline.Tuning.Samplers;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class ExpectedImprovementTests
{
    [Fact]
    public void It_is_the_mean_of_what_is_gained()
    {
        // A sum over the density, as the definition has it.
        const double mean = 0.2, deviation = 0.5, best = 0.4, width = 1e-4;
        double sum = 0;
        for (var value = best + (width / 2); value < 6; value += width) sum += (value - best) * Math.Exp(-Math.Pow((value - mean) / deviation, 2) / 2) * width;
        Assert.Equal(Math.Log(sum / (deviation * Math.Sqrt(2 * Math.PI))), ExpectedImprovement.Of(mean, deviation, best).Log, 1e-6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-1.9)]
    [InlineData(-2.1)]
    [InlineData(-30)]
    public void Its_slopes_equal_finite_differences(double z)
    {
        const double deviation = 0.7, step = 1e-5;
        var (_, byMean, byDeviation) = ExpectedImprovement.Of(z * deviation, deviation, 0);
        Assert.Equal(1, byMean / Difference(way => (z * deviation) + way, _ => deviation), 1e-5);
        Assert.Equal(1, byDeviation / Difference(_ => z * deviation, way => deviation + way), 1e-5);
        static double Difference(Func<double, double> mean, Func<double, double> spread) =>
            (ExpectedImprovement.Of(mean(step), spread(step), 0).Log - ExpectedImprovement.Of(mean(-step), spread(-step), 0).Log) / (2 * step);
    }

    [Fact]
    public void Both_ways_to_take_it_meet() =>
        Assert.Equal(ExpectedImprovement.Of(-2 + 1e-9, 1, 0).Log, ExpectedImprovement.Of(-2 - 1e-9, 1, 0).Log, 1e-7);

    [Fact]
    public void It_stays_finite_and_falls_however_far_the_best_is()
    {
        var before = double.PositiveInfinity;
        for (var z = 0.0; z > -1e6; z = (z * 1.5) - 1)
        {
            var log = ExpectedImprovement.Of(z, 1, 0).Log;
            Assert.True(double.IsFinite(log) && log < before);
            before = log;
        }
    }
}
