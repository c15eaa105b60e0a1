using CsCheck;
using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning.Pruners;

public sealed class RankPrunerTests
{
    // At step 2 they stand at 1 to 5, at step 3 at half of that.
    private static readonly List<Trial> Five = [.. Enumerable.Range(1, 5).Select(level => Curves.Complete(level, level + 5, level, level / 2.0))];

    [Fact]
    public void Defaults_are_these()
    {
        var pruner = new MedianPruner();
        Assert.Equal((5, 0, 1, 1), (pruner.Startup, pruner.Warmup, pruner.Interval, pruner.LeastTrials));
        Assert.Equal(25, new PercentilePruner().Percentile);
        Assert.Equal(4, new MedianPruner { Startup = 0, Warmup = -1, Interval = 0, LeastTrials = 0 }.Problems().Count());
        Assert.Single(new PercentilePruner { Percentile = 100 }.Problems());
    }

    [Fact]
    public void Who_is_worse_than_half_of_them_ends()
    {
        Assert.Null(new MedianPruner().EndsAt(Five, [8, 3, 1.5]));
        Assert.Equal(2, new MedianPruner().EndsAt(Five, [8, 3.1, 0]));
        Assert.Equal(1, new MedianPruner().EndsAt(Five, [8.1]));
        Assert.Null(new PercentilePruner { Percentile = 75 }.EndsAt(Five, [9, 4, 2]));
        Assert.Equal(2, new PercentilePruner { Percentile = 25 }.EndsAt(Five, [7, 2.1]));
    }

    [Fact]
    public void The_best_value_so_far_counts_on_both_sides()
    {
        Assert.Null(new MedianPruner().EndsAt(Five, [3, 50, 1.5]));
        var wild = Enumerable.Range(1, 5).Select(number => Curves.Complete(number, 1, 100)).ToList();
        Assert.Null(new MedianPruner().EndsAt(wild, [1, 200]));
        Assert.Equal(2, new MedianPruner { Warmup = 1 }.EndsAt(wild, [50, 50]));
    }

    [Fact]
    public void Higher_values_may_be_the_better_ones()
    {
        Assert.Equal(1, new MedianPruner().EndsAt(Five, [7.9, 9], Goal.Maximize));
        Assert.Null(new MedianPruner().EndsAt(Five, [8, 0, 0], Goal.Maximize));
    }

    [Fact]
    public void Only_complete_trials_that_came_so_far_are_compared_with()
    {
        List<Trial> four = [.. Five.Take(4), Curves.Trial(9, TrialState.Pruned, 0, 0), Curves.Trial(10, TrialState.Failed, 0, 0), Curves.Trial(11, TrialState.Running, 0, 0)];
        Assert.Null(new MedianPruner().EndsAt(four, [100, 100]));
        Assert.Equal(1, new MedianPruner { Startup = 4 }.EndsAt(four, [100]));
        Assert.Null(new MedianPruner { Warmup = 3 }.EndsAt(Five, [100, 100, 100, 100]));
        Assert.Equal(2, new MedianPruner { Warmup = 1, LeastTrials = 5 }.EndsAt(Five, [100, 100]));
        Assert.Null(new MedianPruner { Warmup = 1, LeastTrials = 6 }.EndsAt(Five, [100, 100]));
    }

    [Fact]
    public void It_looks_once_in_an_interval()
    {
        var level = Enumerable.Range(1, 5).Select(number => Curves.Complete(number, [.. Enumerable.Repeat(5.0, 12)])).ToList();
        int[] looked = [.. Enumerable.Range(1, 12).Where(step =>
        {
            var trial = Curves.Trial(99, TrialState.Running, [.. Enumerable.Repeat(9.0, step)]);
            return new MedianPruner { Warmup = 2, Interval = 4 }.Prunes(new PruningContext("study", Curves.Loss, [.. level, trial], trial));
        })];
        Assert.Equal([6, 10], looked);
    }

    [Fact]
    public void The_best_so_far_is_never_ended()
    {
        Gen.Select(Gen.Double[0, 1].Array[4].Array[5, 12], Gen.Double[0, 1].Array[4]).Sample((curves, curve) =>
        {
            var others = curves.Select((one, number) => Curves.Complete(number, one)).ToList();
            double[] best = [.. Enumerable.Range(0, 4).Select(step => Math.Min(curve[step], curves.Min(one => one[step])))];
            Assert.Null(new MedianPruner().EndsAt(others, best));
            Assert.Null(new PercentilePruner { Percentile = 1 }.EndsAt(others, best));
        }, iter: 200);
    }

    [Fact]
    public void Who_survives_a_stricter_one_survives_a_milder_one()
    {
        Gen.Select(Gen.Double[0, 1].Array[4].Array[5, 12], Gen.Double[0, 1].Array[4], Gen.Double[1, 99], Gen.Double[1, 99]).Sample((curves, curve, a, b) =>
        {
            var others = curves.Select((one, number) => Curves.Complete(number, one)).ToList();
            var strict = new PercentilePruner { Percentile = Math.Min(a, b) }.EndsAt(others, curve);
            var mild = new PercentilePruner { Percentile = Math.Max(a, b) }.EndsAt(others, curve);
            Assert.True((strict ?? 99) <= (mild ?? 99));
        }, iter: 200);
    }
}
