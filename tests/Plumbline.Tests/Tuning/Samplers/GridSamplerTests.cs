using System.Numerics;
using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class GridSamplerTests() : SamplerContract(new GridSampler(), new GridSampler { Points = 1 }, new GridSampler { Points = 8 })
{
    private static readonly SearchSpace Branches = new(
    [
        new ChoiceParameter("model", ["pca", "dense", "lstm"]),
        new IntegerParameter("components", 1, 4) { When = new ParameterCondition("model", ["pca"]), Scale = ParameterScale.Log },
        new RealParameter("noise", 0, 1) { When = new ParameterCondition("model", ["dense", "lstm"]) },
        new ChoiceParameter("cell", ["a", "b"]) { When = new ParameterCondition("model", ["lstm"]) },
        new IntegerParameter("peep", 1, 2) { When = new ParameterCondition("cell", ["b"]) },
        new RealParameter("step", 0, 1) { Step = 0.5 },
    ]);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Every_combination_comes_once_and_then_none(int seed)
    {
        var trials = SampledStudies.Any(new GridSampler { Points = 3 }, Branches, SampledStudies.Lower, 1_000, seed).Where(trial => trial.Values.Count > 0).ToList();
        var whole = Everyone(new GridSampler { Points = 3 }, Branches, seed);
        // pca: 4; dense: 3; lstm: 3 noises, of which cell a has 1 and b 2; all of it three times.
        Assert.Equal((4 + 3 + (3 * 3)) * 3, whole.Count);
        Assert.Equal(whole.Count, whole.Distinct().Count());
        Assert.True(trials.Count >= whole.Count);
    }

    [Fact]
    public void What_a_trial_has_is_passed_over_whatever_became_of_it()
    {
        var whole = Everyone(new GridSampler { Points = 3 }, Branches, 1);
        foreach (var state in Enum.GetValues<TrialState>())
        {
            // Somebody has enqueued the same settings at a number of his own.
            var first = new GridSampler { Points = 3 }.Sample(new SamplingContext(Branches, SampledStudies.Lower, [], 1, 1))!;
            List<Trial> trials = [new Trial(0) { State = state, Values = first, Objectives = state == TrialState.Complete ? [1] : [] }];
            while (new GridSampler { Points = 3 }.Sample(new SamplingContext(Branches, SampledStudies.Lower, trials, trials.Count, 1)) is { } values)
                trials.Add(new Trial(trials.Count) { Values = values, State = state, Objectives = state == TrialState.Complete ? [1] : [] });
            Assert.Equal(whole.Order(), trials.Select(trial => Text(trial.Values)).Order());
        }
    }

    [Fact]
    public void A_grid_too_large_to_write_down_is_gone_through_all_the_same()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 40).Select(i => new IntegerParameter($"p{i}", 0, 9_999))]);
        Assert.Equal(BigInteger.Pow(10_000, 40), new Grid(space, 5).Count);
        var trials = SampledStudies.Any(new GridSampler(), space, SampledStudies.Lower, 50, 1);
        Assert.Equal(50, trials.Select(trial => Text(trial.Values)).Distinct().Count());
        // Spread from the first on: in tenths of the range of the last parameter.
        Assert.True(trials.Where(trial => trial.Values.ContainsKey("p39")).Select(trial => (int)(trial.Values["p39"] / 1_000)).Distinct().Count() > 6);
    }

    [Fact]
    public void A_continuum_is_cut_evenly_on_its_scale_with_both_bounds()
    {
        var space = new SearchSpace([new RealParameter("rate", 1e-4, 1) { Scale = ParameterScale.Log }]);
        var values = Enumerable.Range(0, 5).Select(i => new Grid(space, 5).Cell(i)["rate"]).ToArray();
        GoldenJson.AssertClose([1e-4, 1e-3, 1e-2, 1e-1, 1], values, 1e-12);
        Assert.Equal(0.01, new Grid(space, 1).Cell(0)["rate"], 1e-12);
    }

    [Fact]
    public void Points_out_of_range_are_named() => Assert.Equal("points is 0; expected at least 1", Assert.Single(new GridSampler { Points = 0 }.Problems()));

    private static List<string> Everyone(Sampler sampler, SearchSpace space, int seed)
    {
        var trials = new List<Trial>();
        while (sampler.Sample(new SamplingContext(space, SampledStudies.Lower, trials, trials.Count, seed)) is { } values)
            trials.Add(new Trial(trials.Count) { Values = values, State = TrialState.Running });
        return [.. trials.Select(trial => Text(trial.Values))];
    }
}
