using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Tests.Models;

public sealed class IsolationForestModelTests
{
    private const int Signals = 6;

    [Fact]
    public void Scores_agree_with_scikit_learns_but_for_chance()
    {
        var test = MadeRows.Of(17, 400, Signals);
        for (var row = 0; row < 400; row += 10) test[(row * Signals) + (row % Signals)] += 6 * (1 + (row % Signals));
        var model = Fit(new IsolationForestOptions { Trees = 400 });
        var scores = new double[400];
        model.Score(test, scores);
        var expected = MadeRows.Recorded("isolation", "scores");
        Assert.True(Correlation(Ranks(scores), Ranks(expected)) > 0.97, $"rank correlation {Correlation(Ranks(scores), Ranks(expected))}");
        Assert.True(scores.Zip(expected, (a, b) => Math.Abs(a - b)).Average() < 0.01);
        Assert.Equal(MadeRows.Recorded("isolation", "area")[0], Area(scores), 0.01);
    }

    [Fact]
    public void The_guilty_signal_has_the_largest_share_of_nearly_every_moved_row()
    {
        var test = MadeRows.Of(17, 400, Signals);
        var model = Fit(new IsolationForestOptions());
        var hits = 0;
        for (var row = 0; row < 400; row += 10)
        {
            var window = test.AsSpan(row * Signals, Signals).ToArray();
            window[row % Signals] += 6 * (1 + (row % Signals));
            var contributions = new double[Signals];
            model.Contributions(window, contributions);
            if (contributions.Max() == contributions[row % Signals]) hits++;
        }
        Assert.True(hits >= 36, $"{hits} of 40");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(256, 10.244770920)]
    public void Path_lengths_are_the_published_ones(int rows, double expected) => Assert.Equal(expected, IsolationTrees.PathLength(rows), 1e-8);

    [Theory]
    [InlineData(0, 6)] // no such signal
    [InlineData(2, 0)] // a walk in a circle
    [InlineData(2, 1e9)]
    [InlineData(0, 0.5)]
    public void Damaged_trees_are_refused(int field, double value)
    {
        var options = new IsolationForestOptions { Trees = 2 };
        var tensors = Fit(options).ToTensors();
        var nodes = tensors[0].ToDoubles(tensors[0].Shape[0] * tensors[0].Shape[1]);
        nodes[field] = value;
        Assert.Contains("isolation_forest.nodes", Assert.Throws<FormatException>(() =>
            options.Restore(Signals, new NamedTensors([SafeTensor.Of(tensors[0].Name, tensors[0].Shape, nodes), .. tensors.Skip(1)]))).Message);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var options = new IsolationForestOptions { Trees = 0, Subsample = 1, Window = 0 };
        var error = Assert.Throws<ArgumentException>(() => IsolationForestModel.Fit(MadeRows.AsWindows(new float[3], 3), options, 1, CancellationToken.None));
        foreach (var problem in new[] { "window is 0", "trees is 0", "subsample is 1", "1 windows" }) Assert.Contains(problem, error.Message);
        Assert.Equal((200, 256, 1), (new IsolationForestOptions().Trees, new IsolationForestOptions().Subsample, new IsolationForestOptions().Window));
    }

    private static IsolationForestModel Fit(IsolationForestOptions options) =>
        IsolationForestModel.Fit(MadeRows.AsWindows(MadeRows.Of(13, 1_000, Signals), Signals), options, 1, TestContext.Current.CancellationToken);

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        foreach (var (rank, i) in Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Index()) ranks[i] = rank;
        return ranks;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum() / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    // Share of pairs of a moved and another row that stand in the right order.
    private static double Area(double[] scores)
    {
        var moved = scores.Where((_, i) => i % 10 == 0).ToArray();
        return scores.Where((_, i) => i % 10 != 0).Average(other => moved.Average(score => score > other ? 1.0 : 0));
    }
}
