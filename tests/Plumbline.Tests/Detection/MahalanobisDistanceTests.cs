using Plumbline.Detection;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection;

public sealed class MahalanobisDistanceTests
{
    // The source adds an absolute 1e-12 to the diagonal.
    internal static MahalanobisDistance Published(RunningCovariance statistics)
    {
        var covariance = statistics.Covariance();
        return new MahalanobisDistance(statistics.Count, statistics.Mean.ToArray(), covariance, CholeskyFactor.TryCreate(covariance, 1e-12)!);
    }

    [Theory]
    [InlineData("time", "mahalanobis_dist_time", "time_threshold", "time_step_flags", "time_anom_flags")]
    [InlineData("feat", "mahalanobis_dist_feat", "feat_threshold", "feature_flags", "feat_anom_flags")]
    public void Distances_and_flags_equal_the_golden_numbers(string view, string distances, string threshold, string flags, string sequenceFlags)
    {
        var golden = GoldenJson.Load("sequence-pipeline/mahalanobis.json");
        var errors = golden.GetProperty("fit_errors").EnumerateArray().SelectMany(sequence => sequence.Numbers()).ToArray();
        var (steps, signals) = (golden.GetProperty("fit_errors")[0].GetArrayLength(), golden.GetProperty("fit_errors")[0][0].GetArrayLength());
        var accumulator = new ErrorAccumulator(
            new CalibrationOptions { Score = view == "time" ? ScoreKind.MahalanobisTime : ScoreKind.MahalanobisFeature, Ridge = 0 }, steps, signals);
        accumulator.Add(Array.ConvertAll(errors, error => (float)error));
        var pipeline = accumulator.ToDistribution();

        // The statistics in double, as golden numbers demand; the pipeline's own, from float errors, must agree to float accuracy.
        var statistics = new RunningCovariance(view == "time" ? signals : steps);
        statistics.AddBatch(Models.PcaModelTests.Rows(golden.GetProperty("fit_errors"), view));
        var distance = Published(statistics);
        var expected = golden.GetProperty("stats").GetProperty(view);
        Assert.Equal(expected.GetProperty("count").GetInt64(), distance.Count);
        GoldenJson.AssertClose(expected.GetProperty("mean").Numbers(), distance.Mean.Span, 1e-8, "mean");
        GoldenJson.AssertClose(expected.GetProperty("cov").Numbers(), distance.Covariance.Span, 1e-8, "covariance");

        var wanted = golden.GetProperty(distances).Numbers();
        var probe = Models.PcaModelTests.Rows(golden.GetProperty("probe_errors"), view);
        var got = probe.Chunk(distance.Dimension).Select(row => distance.Of(row)).ToArray();
        GoldenJson.AssertClose(wanted, got, golden.Number("rel_tol"), distances);
        Assert.Equal(golden.GetProperty(flags).Numbers(), got.Select(value => value > golden.Number(threshold) ? 1.0 : 0));
        Assert.Equal(golden.GetProperty(sequenceFlags).Numbers(),
            got.Chunk(got.Length / 3).Select(sequence => sequence.Max() > golden.Number(threshold) ? 1.0 : 0));

        var floats = golden.GetProperty("probe_errors").EnumerateArray()
            .SelectMany(sequence => pipeline.Distances(Array.ConvertAll(sequence.Numbers(), error => (float)error))).ToArray();
        GoldenJson.AssertClose(wanted, floats, 1e-5, $"{distances} of the pipeline");
    }

    [Fact]
    public void Contributions_equal_the_golden_numbers_and_sum_to_the_squared_distance()
    {
        var golden = GoldenJson.Load("sequence-pipeline/mahalanobis.json");
        var statistics = new RunningCovariance(4);
        statistics.AddBatch(golden.GetProperty("fit_errors").Numbers());
        var distance = Published(statistics);
        var contributions = new double[4];
        var all = new List<double>();
        foreach (var row in golden.GetProperty("probe_errors").Numbers().Chunk(4))
        {
            distance.Contributions(row, contributions);
            all.AddRange(contributions);
            Assert.Equal(Math.Pow(distance.Of(row), 2), contributions.Sum(), 1e-9);
        }
        GoldenJson.AssertClose(golden.GetProperty("extra_time_contributions").Numbers(), all.ToArray(), 1e-7, "contributions");
    }

    [Fact]
    public void A_component_that_never_varied_does_not_break_the_distance()
    {
        var statistics = new RunningCovariance(2);
        statistics.AddBatch([1, 5, 2, 5, 3, 5]);
        Assert.True(double.IsFinite(MahalanobisDistance.Fit(statistics, 1e-6).Of([2, 6])));
    }
}
