using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class HighestRungSamplerTests() : SamplerContract(new HighestRungSampler(), new HighestRungSampler { RandomShare = 0 }, new HighestRungSampler { RandomShare = 0, Model = new TpeSampler { Multivariate = false } })
{
    private static readonly SearchSpace Line = new([new RealParameter("x", 0, 1)]);

    [Fact]
    public void The_highest_step_that_enough_trials_have_reached_counts()
    {
        List<Trial> trials =
        [
            At(0, TrialState.Pruned, (1, 10), (3, 11)), At(1, TrialState.Pruned, (1, 20)), At(2, TrialState.Complete, (1, 30), (3, 31), (9, 32)), At(3, TrialState.Failed, (1, 40), (3, 41), (9, 42)),
            At(4, TrialState.Running, (1, 50), (3, 51)), At(5, TrialState.Running, (1, 60)), At(6, TrialState.Waiting),
        ];
        Assert.Null(Rung(6));
        Assert.Equal([(0, 10.0), (1, 20.0), (2, 30.0), (4, 50.0), (5, 60.0)], Rung(5)!.Where(trial => trial.State == TrialState.Complete).Select(trial => (trial.Number, trial.Objectives[0])));
        Assert.Equal([(0, 11.0), (2, 31.0), (4, 51.0)], Rung(3)!.Where(trial => trial.State == TrialState.Complete).Select(trial => (trial.Number, trial.Objectives[0])));
        Assert.Equal([5, 6], Rung(3)!.Where(trial => !trial.IsEnded).Select(trial => trial.Number));
        Assert.Equal([2], Rung(1)!.Where(trial => trial.State == TrialState.Complete).Select(trial => trial.Number));

        IReadOnlyList<Trial>? Rung(int enough) => HighestRungSampler.AtHighestRung(trials, 1, enough);
        static Trial At(int number, TrialState state, params (int Step, double Value)[] steps) =>
            new(number) { State = state, Steps = [.. steps.Select(step => new TrialStep(step.Step, step.Value))], Objectives = state == TrialState.Complete ? [99] : [] };
    }

    [Fact]
    public void What_is_good_after_a_few_steps_does_not_speak_for_the_end()
    {
        // At step 1 low values of x look best, at step 9, reached by a quarter of the trials, those near .8.
        List<Trial> trials = [.. Enumerable.Range(0, 60).Select(number =>
        {
            var x = number * 7 % 60 / 60.0;
            List<TrialStep> steps = [new TrialStep(1, x)];
            if (number % 4 == 0) steps.Add(new TrialStep(9, Math.Abs(x - 0.8)));
            return new Trial(number) { State = TrialState.Pruned, Steps = steps, Values = new Dictionary<string, double> { ["x"] = x } };
        })];
        double Mean(List<Trial> seen) => Enumerable.Range(0, 100).Average(seed => new HighestRungSampler { RandomShare = 0 }.Sample(new SamplingContext(Line, SampledStudies.Lower, seen, 60, seed))["x"]);
        Assert.InRange(Mean(trials), 0.65, 0.95);
        Assert.InRange(Mean([.. trials.Select(trial => trial with { Steps = [trial.Steps[0]] })]), 0, 0.3);
    }

    [Fact]
    public void A_third_of_the_trials_is_drawn_evenly()
    {
        List<Trial> trials = [.. Enumerable.Range(0, 60).Select(number => SampledStudies.Complete(number, Math.Abs((number / 60.0) - 0.5), ("x", number / 60.0)))];
        var even = Enumerable.Range(60, 300).Count(number =>
        {
            var context = new SamplingContext(Line, SampledStudies.Lower, trials, number, 1);
            return new HighestRungSampler().Sample(context)["x"] == new SobolSampler().Sample(context)["x"];
        });
        Assert.InRange(even, 75, 125);
    }

    [Fact]
    public void Everything_out_of_range_is_named() => Assert.Equal(["model.candidates is 0; expected at least 1", "randomShare is 1.5; expected 0 to 1"],
        new HighestRungSampler { Model = new TpeSampler { Candidates = 0 }, RandomShare = 1.5 }.Problems());
}
