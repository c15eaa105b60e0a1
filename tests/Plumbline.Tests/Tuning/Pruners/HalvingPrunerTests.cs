using CsCheck;
using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning.Pruners;

public sealed class HalvingPrunerTests
{
    [Fact]
    public void Defaults_are_these()
    {
        var pruner = new HalvingPruner();
        Assert.Equal((4, 1, 0), (pruner.Eta, pruner.Least, pruner.Reserved));
        Assert.Equal(3, new HalvingPruner { Eta = 1, Least = 0, Reserved = -1 }.Problems().Count());
    }

    [Fact]
    public void The_first_at_a_rung_goes_on_and_the_next_only_if_better()
    {
        var pruner = new HalvingPruner { Eta = 2, Least = 2 };
        Assert.Null(pruner.EndsAt([], [9, 9, 9, 9]));
        List<Trial> one = [Curves.Complete(0, 5, 5, 5, 5)];
        Assert.Equal(2, pruner.EndsAt(one, [6, 6, 6, 6]));
        Assert.Null(pruner.EndsAt(one, [6, 4, 4, 4]));
        Assert.Equal(4, pruner.EndsAt([Curves.Complete(0, 5, 5, 1, 1)], [6, 4, 4, 4]));
    }

    [Fact]
    public void Of_those_that_reached_a_rung_the_best_share_goes_on()
    {
        var pruner = new HalvingPruner();
        // Seven have reached step 1; with the eighth a quarter are two.
        var seven = Enumerable.Range(1, 7).Select(level => Curves.Trial(level, TrialState.Pruned, level)).ToList();
        Assert.Null(pruner.EndsAt(seven, [1.5]));
        Assert.Equal(1, pruner.EndsAt(seven, [2.5]));
        Assert.Null(pruner.EndsAt(seven, [6.5], Goal.Maximize));
        Assert.Equal(1, pruner.EndsAt(seven, [5.5], Goal.Maximize));
    }

    [Fact]
    public void Reserved_rungs_end_nobody()
    {
        var others = Enumerable.Range(1, 20).Select(number => Curves.Complete(number, [.. Enumerable.Repeat(1.0, 16)])).ToList();
        double[] bad = [.. Enumerable.Repeat(9.0, 16)];
        Assert.Equal(1, new HalvingPruner().EndsAt(others, bad));
        Assert.Equal(4, new HalvingPruner { Reserved = 1 }.EndsAt(others, bad));
        Assert.Equal(16, new HalvingPruner { Reserved = 2 }.EndsAt(others, bad));
    }

    [Fact]
    public void A_report_that_leaps_over_a_rung_is_judged_at_it()
    {
        var trial = new Trial(9) { State = TrialState.Running, Steps = [new TrialStep(3, 1), new TrialStep(7, 9)] };
        List<Trial> others = [.. Enumerable.Range(1, 8).Select(number => Curves.Complete(number, 5, 5, 5, 0.5, 5, 5, 5, 5)), trial];
        Assert.True(new HalvingPruner().Prunes(new PruningContext("study", Curves.Loss, others, trial)));
        Assert.False(new HalvingPruner { Reserved = 2 }.Prunes(new PruningContext("study", Curves.Loss, others, trial)));
    }

    [Fact]
    public void About_one_in_eta_goes_on_from_rung_to_rung()
    {
        var random = new Random(1);
        var trials = new HalvingPruner { Eta = 3 }.Run(Enumerable.Range(0, 600).Select(_ =>
        {
            var level = random.NextDouble();
            return Enumerable.Repeat(level, 9).ToArray();
        }));
        int[] reached = [.. new[] { 1, 3, 9 }.Select(rung => trials.Count(trial => trial.Steps[^1].Step >= rung))];
        Assert.Equal(600, reached[0]);
        // Early ones go on that later would not have: a little more than a third.
        Assert.InRange(reached[1] / 600.0, 0.3, 0.4);
        Assert.InRange(reached[2] / (double)reached[1], 0.3, 0.45);
    }

    [Fact]
    public void The_best_so_far_always_goes_on()
    {
        Gen.Select(Gen.Double[0, 1].Array[1, 20], Gen.Int[2, 5]).Sample((levels, eta) =>
        {
            var trials = new HalvingPruner { Eta = eta }.Run(levels.Select(level => Enumerable.Repeat(level, 8).ToArray()));
            for (var number = 0; number < levels.Length; number++)
            {
                if (levels[..number].All(level => level > levels[number])) Assert.Equal(TrialState.Complete, trials[number].State);
            }
        }, iter: 200);
    }
}
