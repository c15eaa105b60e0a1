using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class GaussianMixtureTests
{
    [Theory]
    [InlineData(false, "full")]
    [InlineData(true, "diag")]
    public void The_fit_equals_that_of_scikit_learn(bool diagonal, string name)
    {
        var fit = new MixtureFit { Diagonal = diagonal, Starts = 10, Tolerance = 1e-10, Passes = 2_000 };
        var mixture = fit.Run(RecordedSeries.Values, 3, 3, TestContext.Current.CancellationToken);
        var logDensities = new double[240];
        mixture.LogDensities(RecordedSeries.Values, logDensities);
        Assert.Equal(RecordedSeries.Recorded($"{name}.mean_log_likelihood")[0], logDensities.Average(), 1e-6);
        Assert.Equal(RecordedSeries.Recorded($"{name}.bic")[0], MixtureFit.Bic(mixture, RecordedSeries.Values), 1e-3);
        GoldenJson.AssertClose(RecordedSeries.Recorded($"{name}.log_densities"), logDensities.AsSpan(0, 5), 1e-4, name);
        Assert.All(logDensities, logDensity => Assert.True(logDensity <= mixture.Peak));
        Assert.Equal(diagonal, mixture.IsDiagonal);
    }

    [Fact]
    public void Both_criteria_find_the_three_regimes()
    {
        var fit = new MixtureFit { Starts = 5, Ridge = 1e-3 };
        int[] counts = [1, 2, 3];
        Assert.Equal(3, counts.MinBy(count => MixtureFit.Bic(fit.Run(RecordedSeries.Values, 3, count, TestContext.Current.CancellationToken), RecordedSeries.Values)));
        Assert.Equal(3, counts.MaxBy(count => fit.HeldOutLogLikelihood(RecordedSeries.Values, 3, count, 3, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void One_component_is_the_plain_gaussian()
    {
        var mixture = new MixtureFit { Ridge = 0 }.Run(RecordedSeries.Values, 3, 1, TestContext.Current.CancellationToken);
        var statistics = new RunningCovariance(3);
        statistics.AddBatch(RecordedSeries.Values);
        GoldenJson.AssertClose(statistics.Mean.ToArray(), mixture.Means.Span, 1e-12, "mean");
        GoldenJson.AssertClose(statistics.Covariance(population: true), mixture.Covariances.Span, 1e-12, "covariance");
    }

    [Fact]
    public void Far_away_the_density_does_not_underflow_and_the_guilty_signal_leads()
    {
        var mixture = new GaussianMixture(2, [0.5, 0.5], [0, 0, 10, 0], [1, 0, 0, 1, 1, 0, 0, 1]);
        var logDensities = new double[1];
        mixture.LogDensities([10, 1e4], logDensities);
        Assert.Equal(Math.Log(0.5) - Math.Log(2 * Math.PI) - 5e7, logDensities[0], 1e-6);
        var contributions = new double[2];
        mixture.Contributions([10, 1e4], contributions);
        Assert.Equal([0, 1e8], contributions);
    }

    [Fact]
    public void Rows_on_one_spot_are_no_reason_to_fail()
    {
        var mixture = new MixtureFit().Run(new double[40], 2, 3, TestContext.Current.CancellationToken);
        var logDensities = new double[1];
        mixture.LogDensities([0, 0], logDensities);
        Assert.True(double.IsFinite(logDensities[0]));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new GaussianMixture(2, [1], [0, 0], [1, 0, 0]));
        Assert.Throws<ArgumentException>(() => new GaussianMixture(2, [0], [0, 0], [1, 1]));
        Assert.Throws<ArgumentException>(() => new GaussianMixture(2, [1], [0, 0], [1, 0]));
        Assert.Throws<ArgumentException>(() => new MixtureFit().Run([1, 2], 1, 3));
    }
}
