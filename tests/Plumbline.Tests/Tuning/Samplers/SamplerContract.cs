using System.Text.Json;
using CsCheck;
using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

/// <summary>What every sampler must keep, whatever it is inside: for each of its settings.</summary>
public abstract class SamplerContract(params Sampler[] settings)
{
    [Fact]
    public void Values_lie_in_the_space_whatever_became_of_the_trials_before() => Each(sampler => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var random = new Random(seed);
        var space = SampledStudies.Any(random);
        var objectives = random.Next(4) == 0 ? SampledStudies.Two : SampledStudies.Lower;
        Assert.Empty(space.Problems());
        var trials = new List<Trial>();
        while (trials.Count < 40 && sampler.Sample(new SamplingContext(space, objectives, trials, trials.Count, seed)) is { } values)
        {
            AssertInside(space, values);
            trials.Add(SampledStudies.AnyTrial(trials.Count, values, objectives, random));
        }
    }, iter: 30, threads: 1));

    [Fact]
    public void Values_lie_in_a_space_of_every_kind_for_hundreds_of_trials() => Each(sampler =>
    {
        var (random, trials) = (new Random(3), new List<Trial>());
        for (var number = 0; number < 300; number++)
        {
            var values = sampler.Sample(new SamplingContext(SampledStudies.Everything, SampledStudies.Lower, trials, number, 5));
            AssertInside(SampledStudies.Everything, values!);
            trials.Add(SampledStudies.AnyTrial(number, values!, SampledStudies.Lower, random));
        }
        Assert.All(SampledStudies.Everything.Parameters.OfType<FreeParameter>(), parameter => Assert.Contains(trials, trial => trial.Values.ContainsKey(parameter.Name)));
    });

    [Fact]
    public void The_same_trials_and_seed_give_the_same_settings() => Each(sampler =>
    {
        var trials = SampledStudies.Any(sampler, SampledStudies.Everything, SampledStudies.Lower, 60, 1);
        var again = SampledStudies.Any(sampler, SampledStudies.Everything, SampledStudies.Lower, 60, 1);
        Assert.Equal(trials.Select(trial => Text(trial.Values)), again.Select(trial => Text(trial.Values)));
    });

    [Fact]
    public void Another_seed_and_another_number_give_others() => Each(sampler =>
    {
        var trials = SampledStudies.Any(sampler, SampledStudies.Everything, SampledStudies.Lower, 60, 1);
        foreach (var seen in new[] { 0, 5, 60 })
        {
            var settings = (from seed in new[] { 1, 2, 3 } from number in new[] { 60, 61, 62 } select Text(sampler.Sample(new SamplingContext(SampledStudies.Everything, SampledStudies.Lower, trials[..seen], number, seed))!)).ToList();
            Assert.True(settings.Distinct().Count() >= 7, $"{settings.Distinct().Count()} of 9 after {seen} trials");
        }
    });

    [Fact]
    public void Trials_of_which_nothing_is_known_do_no_harm() => Each(sampler =>
    {
        foreach (var state in Enum.GetValues<TrialState>())
        {
            foreach (var objectives in new[] { SampledStudies.Lower, SampledStudies.Two })
            {
                List<Trial> trials = [.. Enumerable.Range(0, 30).Select(number => new Trial(number) { State = state, Objectives = state == TrialState.Complete ? [.. objectives.Select(_ => 1.0)] : [] })];
                AssertInside(SampledStudies.Everything, sampler.Sample(new SamplingContext(SampledStudies.Everything, objectives, trials, 30, 1))!);
            }
        }
    });

    [Fact]
    public void Settings_survive_their_text() => Each(sampler =>
    {
        foreach (var trial in SampledStudies.Any(sampler, SampledStudies.Everything, SampledStudies.Lower, 50, 4).Where(trial => trial.Values.ContainsKey("model")))
        {
            var back = SampledStudies.Everything.Values(SampledStudies.Everything.Settings(trial.Values));
            Assert.All(back, pair => Assert.Equal(trial.Values[pair.Key], pair.Value, 1e-9));
        }
    });

    [Fact]
    public void It_survives_json() => Each(sampler =>
    {
        var text = JsonSerializer.Serialize(sampler, TuningJson.Default.Sampler);
        Assert.Equal(sampler, JsonSerializer.Deserialize(text, TuningJson.Default.Sampler));
    });

    [Fact]
    public void Its_settings_have_no_problems() => Each(sampler => Assert.Empty(sampler.Problems()));

    internal static void AssertInside(SearchSpace space, IReadOnlyDictionary<string, double> values)
    {
        foreach (var parameter in space.Parameters.OfType<FreeParameter>())
        {
            Assert.Equal(space.IsActive(parameter, values), values.ContainsKey(parameter.Name));
            if (!values.TryGetValue(parameter.Name, out var value)) continue;
            var (low, high) = parameter switch { RealParameter real => (real.Low, real.High), IntegerParameter integer => (integer.Low, integer.High), _ => (0.0, parameter.Count!.Value - 1.0) };
            Assert.InRange(value, low, high);
            if (parameter is IntegerParameter or ChoiceParameter) Assert.Equal(Math.Round(value), value);
            var step = parameter switch { IntegerParameter integer => integer.Step, RealParameter { Step: { } width } => width, _ => 0 };
            if (step > 0) Assert.Equal(Math.Round((value - low) / step), (value - low) / step, 1e-9);
            Assert.True(parameter.TryParse(parameter.Text(value), out var back));
            Assert.Equal(value, back, 1e-9);
        }
        Assert.All(values.Keys, name => Assert.Contains(space.Parameters, parameter => parameter.Name == name));
    }

    internal static string Text(IReadOnlyDictionary<string, double> values) => string.Join(' ', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value:R}"));

    private void Each(Action<Sampler> check)
    {
        foreach (var sampler in settings) check(sampler);
    }
}
