using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class TpeSamplerTests() : SamplerContract(new TpeSampler(), new TpeSampler { Multivariate = false }, new TpeSampler { Startup = 0, MagicClip = false, ConsiderEndpoints = true, Candidates = 3, PriorWeight = 0.1, GoodShare = 0.4 })
{
    private static readonly SearchSpace Line = new([new RealParameter("x", 0, 1)]);

    [Fact]
    public void Defaults_are_those_that_are_documented()
    {
        var sampler = new TpeSampler();
        Assert.True(sampler.Multivariate);
        Assert.Equal((10, 24, 0.1, 25), (sampler.Startup, sampler.Candidates, sampler.GoodShare, sampler.MostGood));
        Assert.Equal((1.0, true, false), (sampler.PriorWeight, sampler.MagicClip, sampler.ConsiderEndpoints));
    }

    [Fact]
    public void Everything_out_of_range_is_named() => Assert.Equal(
        ["startup is -1; expected at least 0", "candidates is 0; expected at least 1", "goodShare is 0; expected more than 0, at most 1", "mostGood is 0; expected at least 1", "priorWeight is NaN; expected more than 0"],
        new TpeSampler { Startup = -1, Candidates = 0, GoodShare = 0, MostGood = 0, PriorWeight = double.NaN }.Problems());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_leaves_far_less_to_gain_on_branin_than_chance_does(bool multivariate)
    {
        double Median(Sampler sampler) => Enumerable.Range(1, 9).Select(seed => Regret(sampler, seed)).Order().ElementAt(4);
        var (tpe, chance) = (Median(new TpeSampler { Multivariate = multivariate }), Median(new RandomSampler()));
        Assert.True(tpe < chance / 2, $"{tpe} and {chance}");
    }

    [Fact]
    public void Startup_is_a_sobol_sequence_and_counts_complete_and_pruned_trials()
    {
        List<Trial> trials = [.. Enumerable.Range(0, 12).Select(number => SampledStudies.Complete(number, number, ("x", 0.5)))];
        SamplingContext Context(List<Trial> seen) => new(Line, SampledStudies.Lower, seen, 40, 1);
        var sobol = new SobolSampler().Sample(Context([]));
        Assert.Equal(sobol, new TpeSampler().Sample(Context(trials[..9])));
        Assert.NotEqual(sobol, new TpeSampler().Sample(Context(trials[..10])));
        Assert.NotEqual(sobol, new TpeSampler().Sample(Context([.. trials[..9], trials[9] with { State = TrialState.Pruned, Objectives = [] }])));
        Assert.Equal(sobol, new TpeSampler().Sample(Context([.. trials[..9], trials[9] with { State = TrialState.Running, Objectives = [] }, trials[10] with { State = TrialState.Failed, Objectives = [] }])));
    }

    [Fact]
    public void A_maximum_is_the_minimum_of_the_negative()
    {
        List<Trial> trials = [.. Enumerable.Range(0, 30).Select(number => SampledStudies.Complete(number, Math.Abs(number - 11), ("x", number / 30.0)))];
        var negative = trials.Select(trial => trial with { Objectives = [-trial.Objectives[0]] }).ToList();
        Assert.Equal(new TpeSampler().Sample(new SamplingContext(Line, SampledStudies.Lower, trials, 30, 1)),
            new TpeSampler().Sample(new SamplingContext(Line, [new("value", Goal.Maximize)], negative, 30, 1)));
    }

    [Fact]
    public void Pruned_trials_come_after_complete_ones_those_that_went_further_first()
    {
        List<Trial> trials =
        [
            Pruned(0), Pruned(1, (1, 0.1)), Pruned(2, (1, 0.2), (5, 0.9)), Pruned(3, (1, 0.2), (5, 0.8)),
            SampledStudies.Complete(4, 7), SampledStudies.Complete(5, 6), SampledStudies.Complete(6, 6),
        ];
        int[] order = [5, 6, 4, 3, 2, 1, 0];
        for (var count = 0; count <= trials.Count; count++)
            Assert.Equal(order[..count], RankedTrials.Best(trials, SampledStudies.Lower, count).Select(trial => trial.Number));

        static Trial Pruned(int number, params (int Step, double Value)[] steps) => new(number) { State = TrialState.Pruned, Steps = [.. steps.Select(step => new TrialStep(step.Step, step.Value))] };
    }

    [Fact]
    public void The_few_best_of_many_are_those_of_a_sorted_list()
    {
        var random = new Random(2);
        for (var run = 0; run < 50; run++)
        {
            var trials = Enumerable.Range(0, random.Next(1, 60)).Select(number => SampledStudies.Complete(number, random.Next(10))).ToList();
            var count = random.Next(trials.Count + 1);
            Assert.Equal(trials.OrderBy(trial => trial.Objectives[0]).ThenBy(trial => trial.Number).Take(count), RankedTrials.Best(trials, SampledStudies.Lower, count));
        }
    }

    [Fact]
    public void With_several_objectives_first_fronts_are_best_and_a_split_front_keeps_its_ends()
    {
        // Found against error: 0, 1, 2, 3 on a front, of which 1 and 2 are close; 4 behind it, 5 behind that.
        List<Trial> trials = [At(0, 0, 0), At(1, 4, 4.1), At(2, 4.5, 4.6), At(3, 9, 9), At(4, 5, 4), At(5, 6, 3)];
        Assert.Equal([0, 3], Numbers(2));
        Assert.Equal([0, 1, 2, 3], Numbers(4));
        Assert.Equal([0, 1, 2, 3, 4], Numbers(5));
        Assert.Contains(2, Numbers(3)); // farther from its neighbours: 4 to 9 and 4.1 to 9 against 0 to 4.5 and 0 to 4.6

        static Trial At(int number, double error, double found) => new(number) { State = TrialState.Complete, Objectives = [error, found] };
        IEnumerable<int> Numbers(int count) => RankedTrials.Best(trials, SampledStudies.Two, count).Select(trial => trial.Number).Order();
    }

    [Fact]
    public void Running_trials_keep_others_away()
    {
        List<Trial> trials = [.. Enumerable.Range(0, 20).Select(number => SampledStudies.Complete(number, Math.Abs((number / 20.0) - 0.5), ("x", number / 20.0)))];
        List<Trial> crowded = [.. trials, .. Enumerable.Range(20, 15).Select(number => new Trial(number) { State = TrialState.Running, Values = new Dictionary<string, double> { ["x"] = 0.5 } })];
        double Near(List<Trial> seen) => Enumerable.Range(0, 60).Average(seed => Math.Abs(new TpeSampler().Sample(new SamplingContext(Line, SampledStudies.Lower, seen, 40, seed))["x"] - 0.5));
        Assert.True(Near(crowded) > 1.5 * Near(trials), $"{Near(crowded)} and {Near(trials)}");
    }

    [Fact]
    public void A_branch_learns_from_its_own_trials_even_if_another_one_is_better()
    {
        var x = new RealParameter("x", 0, 1) { When = new ParameterCondition("model", ["b"]) };
        var trials = new List<Trial>();
        for (var i = 0; i < 40; i++)
        {
            trials.Add(SampledStudies.Complete(trials.Count, 0, ("model", 0)));
            trials.Add(SampledStudies.Complete(trials.Count, 10 + Math.Abs((i / 40.0) - 0.8), ("model", 1), ("x", i / 40.0)));
        }
        var sampler = new TpeSampler();
        var (model, random) = (TpeModel.Of([x], trials, sampler, known => sampler.Split(known, SampledStudies.Lower, 1)), new Random(1));
        var off = Enumerable.Range(0, 100).Average(_ =>
        {
            var values = new Dictionary<string, double>();
            model.Draw(random, 24, values);
            return Math.Abs(values["x"] - 0.8);
        });
        Assert.True(off < 0.12, $"{off}");
    }

    [Fact]
    public void A_small_space_is_not_tried_twice_while_there_is_something_left()
    {
        var space = new SearchSpace([new ChoiceParameter("a", ["1", "2", "3"]), new IntegerParameter("b", 1, 4)]);
        var trials = new List<Trial>();
        for (var number = 0; number < 9; number++)
        {
            var values = new TpeSampler { Startup = 0 }.Sample(new SamplingContext(space, SampledStudies.Lower, trials, number, 1));
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [values["a"] + values["b"]] });
        }
        Assert.Equal(9, trials.Select(trial => Text(trial.Values)).Distinct().Count());
    }

    private static double Regret(Sampler sampler, int seed)
    {
        var space = new SearchSpace([new RealParameter("x", -5, 10), new RealParameter("y", 0, 15)]);
        var trials = new List<Trial>();
        for (var number = 0; number < 60; number++)
        {
            var values = sampler.Sample(new SamplingContext(space, SampledStudies.Lower, trials, number, seed))!;
            var (x, y) = (values["x"], values["y"]);
            var branin = Math.Pow(y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6, 2) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [branin] });
        }
        return trials.Min(trial => trial.Objectives[0]) - 0.397887;
    }
}
