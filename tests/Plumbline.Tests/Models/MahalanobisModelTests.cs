using Plumbline.Models;
using Plumbline.Statistics;

namespace Plumbline.Tests.Models;

public sealed class MahalanobisModelTests
{
    [Theory]
    [InlineData(200, 3)]
    [InlineData(12, 8)]
    [InlineData(5, 6)]
    public void The_covariance_is_shrunk_as_scikit_learn_shrinks_it(int count, int signals)
    {
        var name = $"ledoit_wolf_{count}_{signals}";
        var rows = MadeRows.Of(7, count, signals);
        var model = Fit(rows, signals, new MahalanobisOptions());
        GoldenJson.AssertClose(MadeRows.Recorded(name, "covariance"), model.Covariance.Span, 1e-7, name);

        var statistics = new RunningCovariance(signals);
        statistics.AddBatch(Array.ConvertAll(rows, value => (double)value));
        var fourth = rows.Chunk(signals).Sum(row => Math.Pow(row.Select((value, i) => Math.Pow(value - model.Mean.Span[i], 2)).Sum(), 2));
        Assert.Equal(MadeRows.Recorded(name, "intensity")[0], ShrunkCovariance.Of(statistics, fourth).Intensity, 1e-7);
    }

    [Fact]
    public void The_score_is_the_root_of_what_the_values_contribute()
    {
        var rows = MadeRows.Of(7, 300, 3);
        var model = Fit(rows, 3, new MahalanobisOptions());
        float[] window = [3, 8, 12]; // off the same way in all, so that none makes up for another
        var (score, contributions) = (new double[1], new double[3]);
        model.Score(window, score);
        model.Contributions(window, contributions);
        Assert.Equal(score[0] * score[0], contributions.Sum(), 1e-9);
    }

    [Fact]
    public void Wild_rows_do_not_move_the_robust_estimate()
    {
        var rows = MadeRows.Of(11, 400, 4);
        for (var i = 0; i < rows.Length; i++) rows[i] += i / 4 % 5 == 0 ? 30 : 0;
        var robust = Fit(rows, 4, new MahalanobisOptions { Robust = true, Starts = 50 });
        var (cleanMean, clean) = (MadeRows.Recorded("mincovdet", "clean_mean"), MadeRows.Recorded("mincovdet", "clean_covariance"));
        // As near to the clean rows' own as scikit-learn's estimate is, or nearer; the plain estimate is far.
        Assert.True(Apart(clean, robust.Covariance.Span) <= Math.Max(0.15, Apart(clean, MadeRows.Recorded("mincovdet", "covariance"))));
        Assert.True(Apart(cleanMean, robust.Mean.Span) < 0.5);
        Assert.True(Apart(clean, Fit(rows, 4, new MahalanobisOptions()).Covariance.Span) > 5);
    }

    [Fact]
    public void Half_of_the_rows_may_be_wild_and_groups_find_the_same()
    {
        var rows = MadeRows.Of(11, 2_500, 3); // more than five groups of 300
        for (var i = 0; i < rows.Length; i++) rows[i] += i / 3 % 5 < 2 ? 40 : 0;
        var clean = rows.Where((_, i) => i / 3 % 5 >= 2).ToArray();
        var robust = Fit(rows, 3, new MahalanobisOptions { Robust = true, Starts = 50 });
        Assert.True(Apart(Fit(clean, 3, new MahalanobisOptions()).Covariance.ToArray(), robust.Covariance.Span) < 0.15);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(new float[3], 3, new MahalanobisOptions { Starts = 0, Window = 0 }));
        foreach (var problem in new[] { "window is 0", "starts is 0", "1 windows" }) Assert.Contains(problem, error.Message);
        Assert.Equal((false, 500, 1), (new MahalanobisOptions().Robust, new MahalanobisOptions().Starts, new MahalanobisOptions().Window));
    }

    // Length of the difference in units of the first one's.
    private static double Apart(double[] expected, ReadOnlySpan<double> actual)
    {
        double difference = 0;
        for (var i = 0; i < expected.Length; i++) difference += Math.Pow(expected[i] - actual[i], 2);
        return Math.Sqrt(difference / expected.Sum(value => value * value));
    }

    private static MahalanobisModel Fit(float[] rows, int signals, MahalanobisOptions options) =>
        MahalanobisModel.Fit(MadeRows.AsWindows(rows, signals), options, 1, TestContext.Current.CancellationToken);
}
