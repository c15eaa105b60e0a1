using Plumbline.Models;

namespace Plumbline.Tests.Models;

public sealed class NearestModelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(40, 2, 5)]
    public void Scores_and_contributions_equal_those_of_sorting_all_distances(int signals, int length, int neighbours)
    {
        var windows = MadeRows.AsWindows(MadeRows.Of(3, 300, signals), signals, length);
        var model = NearestModel.Fit(windows, new NearestOptions { Window = length, Neighbours = neighbours });
        var tried = MadeRows.Of(4, 60 * length, signals);
        var scores = new double[60];
        model.Score(tried, scores);
        for (var i = 0; i < scores.Length; i++)
        {
            var window = tried.AsSpan(i * windows.Width, windows.Width).ToArray();
            var near = Enumerable.Range(0, windows.Count).Select(reference => windows[reference].ToArray())
                .OrderBy(reference => Distance(window, reference)).Take(neighbours).ToArray();
            Assert.Equal(near.Average(reference => Distance(window, reference)), scores[i], 1e-5 * scores[i]);
            var contributions = new double[windows.Width];
            model.Contributions(window, contributions);
            Assert.All(contributions.Index(), each => Assert.Equal(Math.Pow(window[each.Index] - near.Average(reference => (double)reference[each.Index]), 2), each.Item, 1e-5 * (1 + each.Item)));
        }

        static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Average());
    }

    [Fact]
    public void A_window_that_was_seen_as_often_as_neighbours_count_scores_0()
    {
        float[] rows = [1, 2, 5, 6, 1, 2, 7, 9, 1, 2];
        var model = NearestModel.Fit(MadeRows.AsWindows(rows, 2), new NearestOptions { Neighbours = 3 });
        var score = new double[1];
        model.Score([1, 2], score);
        Assert.Equal(0, score[0]);
    }

    [Fact]
    public void References_are_thinned_evenly()
    {
        float[] rows = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        var model = NearestModel.Fit(MadeRows.AsWindows(rows, 1), new NearestOptions { Neighbours = 1, References = 10 });
        Assert.Equal(10, model.ReferenceCount);
        var scores = new double[100];
        model.Score(rows, scores);
        Assert.Equal([0, 10, 20, 30, 40, 50, 60, 70, 80, 90], scores.Index().Where(each => each.Item == 0).Select(each => each.Index));
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var error = Assert.Throws<ArgumentException>(() => NearestModel.Fit(MadeRows.AsWindows(new float[3], 3), new NearestOptions { Neighbours = 4, References = 3, Window = 0 }));
        foreach (var problem in new[] { "window is 0", "neighbours is 4; expected at most 3", "1 windows; expected at least 4" }) Assert.Contains(problem, error.Message);
        Assert.Equal((5, 10_000, 1), (new NearestOptions().Neighbours, new NearestOptions().References, new NearestOptions().Window));
    }
}
