using System.Text.Json;
using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

/// <summary>What a sampler does whatever the trials are like.</summary>
public abstract class SamplerBasics
{
    private static readonly SearchSpace Mixed = new(
    [
        new ChoiceParameter("kind", ["dense", "lstm", "none"]),
        new IntegerParameter("layers", 1, 4) { When = new ParameterCondition("kind", ["dense", "lstm"]) },
        new RealParameter("rate", 1e-5, 0.1) { Scale = ParameterScale.Log },
        new RealParameter("dropout", 0, 0.5) { Step = 0.1 },
        new RealParameter("fixed", 2, 2),
        new IntegerParameter("batch", 8, 512) { Scale = ParameterScale.Log },
        new RealParameter("decay", 0.9, 0.999) { Scale = ParameterScale.ReverseLog },
    ]);

    private static readonly IReadOnlyList<StudyObjective> One = [new("area", Goal.Maximize)];
    private static readonly IReadOnlyList<StudyObjective> Two = [new("area", Goal.Maximize), new("seconds", Goal.Minimize)];

    protected abstract Sampler Sampler { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Settings_lie_in_the_space_and_say_what_counts(int objectives)
    {
        foreach (var trial in Odd(45, objectives == 1 ? One : Two).Skip(1)) AssertInside(trial.Values);
    }

    [Fact]
    public void The_same_trials_give_the_same_settings()
    {
        var trials = Odd(45, One);
        foreach (var number in (int[])[12, 30, 44])
        {
            var context = new SamplingContext(Mixed, One, trials[..number], number, 7);
            Assert.Equal(trials[number].Values, Sampler.Sample(context));
            Assert.Equal(Sampler.Sample(context), Sampler.Sample(context));
        }
        Assert.NotEqual(Sampler.Sample(new SamplingContext(Mixed, One, trials, 45, 7)), Sampler.Sample(new SamplingContext(Mixed, One, trials, 45, 8)));
    }

    [Fact]
    public void Nothing_but_failed_running_and_waiting_trials_is_no_reason_to_fail()
    {
        var state = new[] { TrialState.Failed, TrialState.Running, TrialState.Waiting, TrialState.Pruned };
        var trials = new List<Trial>();
        for (var number = 0; number < 40; number++)
        {
            var values = Sampler.Sample(new SamplingContext(Mixed, One, trials, number, 1))!;
            AssertInside(values);
            trials.Add(new Trial(number) { State = state[number % state.Length], Values = values });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e300)]
    [InlineData(-1.7e308)]
    public void Equal_and_huge_losses_are_no_reason_to_fail(double loss)
    {
        var trials = new List<Trial>();
        for (var number = 0; number < 30; number++)
        {
            var values = Sampler.Sample(new SamplingContext(Mixed, One, trials, number, 1))!;
            AssertInside(values);
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [loss * (number % 3 == 0 ? 1 : 0.5)] });
        }
    }

    [Fact]
    public void A_space_that_is_used_up_is_no_reason_to_fail()
    {
        var space = new SearchSpace([new ChoiceParameter("a", ["x", "y"]), new IntegerParameter("b", 1, 2), new ChoiceParameter("c", ["only"])]);
        var trials = new List<Trial>();
        for (var number = 0; number < 40; number++)
        {
            var values = Sampler.Sample(new SamplingContext(space, One, trials, number, 1))!;
            Assert.Equal(3, values.Count);
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [values["a"]] });
        }
        Assert.Equal(4, trials.Select(trial => (trial.Values["a"], trial.Values["b"])).Distinct().Count());
    }

    [Fact]
    public void Its_settings_come_back_from_json()
    {
        var text = JsonSerializer.Serialize(Sampler, TuningJson.Default.Sampler);
        Assert.Equal(Sampler, JsonSerializer.Deserialize(text, TuningJson.Default.Sampler));
        Assert.Empty(Sampler.Problems());
    }

    // Complete, pruned, failed, running and waiting ones, the first with a value missing.
    private List<Trial> Odd(int count, IReadOnlyList<StudyObjective> objectives)
    {
        var trials = new List<Trial> { new(0) { State = TrialState.Complete, Values = new Dictionary<string, double> { ["rate"] = 0.01 }, Objectives = [.. objectives.Select(_ => 0.9)] } };
        for (var number = 1; number < count; number++)
        {
            var values = Sampler.Sample(new SamplingContext(Mixed, objectives, trials, number, 7))!;
            var state = number % 7 == 5 ? TrialState.Failed : number % 9 == 8 ? TrialState.Pruned : number > count - 4 ? TrialState.Running : number == count - 4 ? TrialState.Waiting : TrialState.Complete;
            trials.Add(new Trial(number)
            {
                State = state,
                Values = values,
                Objectives = state == TrialState.Complete ? [.. objectives.Select((_, i) => Math.Log(values["rate"]) * (i + 1) + values["kind"])] : [],
                Steps = state == TrialState.Pruned ? [new TrialStep(1, -5)] : [],
            });
        }
        return trials;
    }

    private static void AssertInside(IReadOnlyDictionary<string, double> values)
    {
        foreach (var parameter in Mixed.Free)
        {
            Assert.Equal(Mixed.IsActive(parameter, values), values.ContainsKey(parameter.Name));
            if (!values.TryGetValue(parameter.Name, out var value)) continue;
            Assert.True(parameter.TryParse(parameter.Text(value), out _), $"{parameter.Name} is {value}");
            if (parameter.Count is not null) Assert.Equal(value, parameter.FromUnit(parameter.ToUnit(value)), 1e-12);
        }
    }
}
