using Plumbline.Models;

namespace Plumbline.Tests.Models;

public sealed class KMeansModelTests
{
    [Fact]
    public void Clusters_that_lie_apart_are_found_and_measured_by_their_own_width()
    {
        // Three clouds around 0, 100 and 300 in both signals; the last is ten times as wide.
        var rows = MadeRows.Of(5, 600, 2);
        for (var i = 0; i < rows.Length; i++) rows[i] = (rows[i] * (i / 2 % 3 == 2 ? 10 : 1)) + (i / 2 % 3) switch { 0 => 0, 1 => 100, _ => 300 };
        var model = Fit(rows, 2, new KMeansOptions { Clusters = 3 });
        var order = Enumerable.Range(0, 3).OrderBy(cluster => model.Centres.Span[2 * cluster]).ToArray();
        foreach (var (place, cluster) in order.Index())
        {
            var members = rows.Chunk(2).Where((_, i) => i % 3 == place).ToArray();
            for (var signal = 0; signal < 2; signal++) Assert.Equal(members.Average(row => row[signal]), model.Centres.Span[(2 * cluster) + signal], 1e-3);
            var width = Math.Sqrt(members.Average(row => Math.Pow(row[0] - model.Centres.Span[2 * cluster], 2) + Math.Pow(row[1] - model.Centres.Span[(2 * cluster) + 1], 2)));
            Assert.Equal(width, model.TypicalDistances.Span[cluster], 1e-3 * width);
            var score = new double[1];
            model.Score([model.Centres.Span[2 * cluster] + (float)(3 * width), model.Centres.Span[(2 * cluster) + 1]], score);
            Assert.Equal(3, score[0], 1e-3);
        }
    }

    [Fact]
    public void No_more_clusters_come_than_rows_differ()
    {
        float[] rows = [1, 1, 1, 4, 4, 9, 9, 9];
        var model = Fit(rows, 1, new KMeansOptions { Clusters = 5 });
        Assert.Equal(3, model.ClusterCount);
        Assert.Equal([1, 4, 9], model.Centres.ToArray().Order());
        var scores = new double[2];
        model.Score([4, 6], scores);
        Assert.Equal([0, 2], scores);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(new float[3], 3, new KMeansOptions { Clusters = 0, Starts = 0, Rounds = 0, Window = 0 }));
        foreach (var problem in new[] { "window is 0", "clusters is 0", "starts is 0", "rounds is 0" }) Assert.Contains(problem, error.Message);
        Assert.Equal((16, 4, 100, 1), (new KMeansOptions().Clusters, new KMeansOptions().Starts, new KMeansOptions().Rounds, new KMeansOptions().Window));
    }

    private static KMeansModel Fit(float[] rows, int signals, KMeansOptions options) =>
        KMeansModel.Fit(MadeRows.AsWindows(rows, signals), options, 1, TestContext.Current.CancellationToken);
}
