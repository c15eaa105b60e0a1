using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class ErrorClassifierTests
{
    [Theory]
    [InlineData(ScoreKind.GaussianMixture)]
    [InlineData(ScoreKind.KMeans)]
    public void The_larger_class_is_the_normal_one(ScoreKind kind)
    {
        var classifier = ErrorClasses.Fit(kind, [.. Cloud(900, -1, -0.5, 0.2), .. Cloud(100, 2, 2.5, 0.3)]);
        Assert.Equal(-1, classifier.Size, 0.05);
        Assert.Equal(-0.5, classifier.Oscillation, 0.05);
        Assert.Equal(1, classifier.Score((classifier.Size, classifier.Oscillation)), 1e-12);
        Assert.True(classifier.Score((2, 2.5)) > 5, $"{classifier.Score((2, 2.5))}");
    }

    [Fact]
    public void The_mixture_recovers_the_covariance_of_the_normal_class()
    {
        var random = new Random(3);
        var normal = Enumerable.Range(0, 20_000).Select(_ => (Normal(random), Normal(random))).Select(pair => (0.2 * pair.Item1, (0.18 * pair.Item1) + (0.1 * pair.Item2)));
        var classifier = ErrorClasses.Fit(ScoreKind.GaussianMixture, [.. normal, .. Cloud(2_000, 3, 3, 0.2)]);
        // The inverse of [0.04, 0.036; 0.036, 0.0424].
        var determinant = (0.04 * 0.0424) - (0.036 * 0.036);
        Assert.Equal(0.0424 / determinant, classifier.SizeWeight, 0.1 * 0.0424 / determinant);
        Assert.Equal(-0.036 / determinant, classifier.BothWeight, 0.1 * 0.036 / determinant);
        Assert.Equal(0.04 / determinant, classifier.OscillationWeight, 0.1 * 0.04 / determinant);
    }

    [Fact]
    public void Smaller_errors_than_usual_are_not_anomalous_and_larger_ones_are_the_more_so()
    {
        var classifier = ErrorClasses.Fit(ScoreKind.GaussianMixture, Cloud(500, 0, 0, 1));
        Assert.Equal(1, classifier.Score((-50, -50)));
        Assert.Equal(1, classifier.Score((-50, double.NaN)));
        Assert.True(classifier.Score((3, double.NaN)) > classifier.Score((2, double.NaN)));
        Assert.True(classifier.Score((3, 3)) > classifier.Score((2, 2)));
    }

    [Fact]
    public void Size_and_oscillation_are_norms_of_errors_in_units_of_the_usual_ones()
    {
        var (size, oscillation) = ErrorClassifier.Features([6, 8], [6, 4], [2, 1]);
        Assert.Equal(Math.Log(Math.Sqrt((9 + 64) / 2.0)), size, 1e-5);
        Assert.Equal(Math.Log(Math.Sqrt((0 + 16) / 2.0)), oscillation, 1e-5);
        Assert.True(double.IsNaN(ErrorClassifier.Features([6, 8], [], [2, 1]).Oscillation));
    }

    [Fact]
    public void With_a_distance_errors_of_a_usual_kind_count_for_less()
    {
        var statistics = new Plumbline.Statistics.RunningCovariance(2);
        var random = new Random(5);
        for (var i = 0; i < 5000; i++)
        {
            var together = 3 * Normal(random);
            statistics.Add([1 + together, 1 + together + (0.1 * Normal(random))]);
        }
        var distance = MahalanobisDistance.Fit(statistics, 0);
        var usual = ErrorClassifier.Features([4, 4], [1, 1], distance);
        var broken = ErrorClassifier.Features([1.5f, 0.5f], [1, 1], distance);
        Assert.Equal(Math.Log(1), usual.Size, 0.1); // one deviation along both, from the mean
        Assert.Equal(Math.Log(1), usual.Oscillation, 0.1);
        Assert.Equal(Math.Log(10), broken.Size, 0.1); // ten across
        Assert.True(double.IsNaN(ErrorClassifier.Features([1, 1], [], distance).Oscillation));
    }

    [Fact]
    public void Steps_that_are_all_alike_and_a_single_one_have_a_class()
    {
        foreach (var count in new[] { 1, 2, 50 })
            Assert.True(double.IsFinite(ErrorClasses.Fit(ScoreKind.GaussianMixture, [.. Enumerable.Repeat((1.0, 2.0), count)]).Score((3, 3))));
    }

    private static (double, double)[] Cloud(int count, double size, double oscillation, double deviation)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (size + (deviation * Normal(random)), oscillation + (deviation * Normal(random))))];
    }

    private static double Normal(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
}
