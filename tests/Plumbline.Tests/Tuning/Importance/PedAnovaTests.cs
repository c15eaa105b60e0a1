using Plumbline.Tuning;
using Plumbline.Tuning.Importance;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Importance;

public sealed class PedAnovaTests
{
    private static readonly SearchSpace Space = new(
    [
        new RealParameter("rate", 1e-4, 0.1) { Scale = ParameterScale.Log },
        new IntegerParameter("layers", 1, 5),
        new ChoiceParameter("kind", ["a", "b", "c"]),
        new RealParameter("dropout", 0, 0.5) { When = new ParameterCondition("kind", ["a", "b"]) },
        new ChoiceParameter("only", ["one"]),
    ]);

    private static readonly IReadOnlyList<StudyObjective> Loss = [new("loss", Goal.Minimize)];

    [Theory]
    [InlineData("rate")]
    [InlineData("layers")]
    [InlineData("kind")]
    public void The_only_parameter_that_matters_comes_first(string name)
    {
        var trials = Drawn(300, values => Math.Abs(values[name] - (name == "rate" ? 0.001 : 2)));
        var importances = PedAnova.Of(Space, Loss, trials);
        Assert.Equal(name, importances[0].Parameter);
        Assert.True(importances[0].Share > 0.6, string.Join(", ", importances));
        Assert.Equal(1, importances.Sum(importance => importance.Share), 1e-9);
        Assert.Equal(5, importances.Count);
        Assert.Equal(0, importances.Single(importance => importance.Parameter == "only").Share);
    }

    [Fact]
    public void A_parameter_that_does_not_always_count_is_judged_where_it_does()
    {
        var trials = Drawn(400, values => values.TryGetValue("dropout", out var dropout) ? Math.Abs(dropout - 0.1) : 9);
        Assert.Equal("dropout", PedAnova.Of(Space, Loss, trials)[0].Parameter);
    }

    [Fact]
    public void Each_objective_has_its_own()
    {
        IReadOnlyList<StudyObjective> objectives = [new("loss", Goal.Minimize), new("area", Goal.Maximize)];
        var trials = Drawn(300, values => values["layers"]).Select(trial => trial with { Objectives = [trial.Objectives[0], -Math.Abs(Math.Log(trial.Values["rate"] / 0.01))] }).ToList();
        Assert.Equal("layers", PedAnova.Of(Space, objectives, trials)[0].Parameter);
        Assert.Equal("rate", PedAnova.Of(Space, objectives, trials, objective: 1)[0].Parameter);
    }

    [Fact]
    public void Too_few_trials_or_equal_ones_say_nothing()
    {
        Assert.Empty(PedAnova.Of(Space, Loss, Drawn(PedAnova.LeastTrials - 1, values => values["rate"])));
        Assert.NotEmpty(PedAnova.Of(Space, Loss, Drawn(PedAnova.LeastTrials, values => values["rate"])));
        Assert.Empty(PedAnova.Of(Space, Loss, Drawn(50, _ => 1)));
        Assert.Empty(PedAnova.Of(Space, Loss, [.. Drawn(50, values => values["rate"]).Select(trial => trial with { State = TrialState.Failed })]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PedAnova.Of(Space, Loss, [], share: 1));
    }

    [Fact]
    public void The_order_of_the_trials_does_not_matter()
    {
        var trials = Drawn(60, values => values["rate"] + values["layers"]);
        var (one, other) = (PedAnova.Of(Space, Loss, trials), PedAnova.Of(Space, Loss, [.. trials.AsEnumerable().Reverse()]));
        Assert.Equal(one.Select(importance => importance.Parameter), other.Select(importance => importance.Parameter));
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First.Share, pair.Second.Share, 1e-9));
    }

    private static List<Trial> Drawn(int count, Func<IReadOnlyDictionary<string, double>, double> loss) => [.. Enumerable.Range(0, count).Select(number =>
    {
        var values = new RandomSampler().Sample(new SamplingContext(Space, Loss, [], number, 5));
        return new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [loss(values)] };
    })];
}
