using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class GaussianProcessSamplerTests : SamplerBasics
{
    protected override Sampler Sampler => new GaussianProcessSampler();

    [Fact]
    public void Defaults_are_these()
    {
        var sampler = new GaussianProcessSampler();
        Assert.Equal((10, Acquisition.ExpectedImprovement, 2.576, false, false), (sampler.Startup, sampler.Acquisition, sampler.Kappa, sampler.Isotropic, sampler.Ranked));
        Assert.Equal(2, new GaussianProcessSampler { Startup = 1, Kappa = double.NaN }.Problems().Count());
    }

    [Fact]
    public void It_finds_the_lowest_place_of_branin_in_a_few_trials()
    {
        foreach (var seed in (int[])[1, 2, 3]) Assert.InRange(TestFunctions.BraninRegret(new GaussianProcessSampler(), 35, seed), -1e-5, 0.1);
        Assert.True(TestFunctions.BraninRegret(new RandomSampler(), 35, 1) > 0.1);
    }

    [Fact]
    public void The_published_search_finds_it_too()
    {
        var sampler = new GaussianProcessSampler { Isotropic = true, Startup = 8, Acquisition = Acquisition.UpperConfidenceBound };
        Assert.InRange(TestFunctions.BraninRegret(sampler, 45, 1), -1e-5, 0.2);
    }

    [Fact]
    public void Ranks_find_it_however_the_losses_are_stretched()
    {
        var context = new SamplingContext(TestFunctions.BraninSpace, [new StudyObjective("loss", Goal.Minimize)], Trials(loss => loss), 20, 1);
        var sampler = new GaussianProcessSampler { Ranked = true };
        Assert.Equal(sampler.Sample(context), sampler.Sample(context with { Trials = Trials(loss => Math.Exp(loss / 10)) }));
        List<Trial> Trials(Func<double, double> stretch)
        {
            var trials = new List<Trial>();
            for (var number = 0; number < 20; number++)
            {
                var values = new RandomSampler().Sample(Context(number));
                trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [stretch(TestFunctions.Branin(values))] });
            }
            return trials;
        }
        static SamplingContext Context(int number) => new(TestFunctions.BraninSpace, [new StudyObjective("loss", Goal.Minimize)], [], number, 1);
    }

    [Fact]
    public void Workers_at_the_same_time_go_to_different_places()
    {
        var trials = new List<Trial>();
        var objective = new StudyObjective("loss", Goal.Minimize);
        for (var number = 0; number < 24; number++)
        {
            var values = new GaussianProcessSampler().Sample(new SamplingContext(TestFunctions.BraninSpace, [objective], trials, number, 1))!;
            trials.Add(number < 20 ? new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [TestFunctions.Branin(values)] } : new Trial(number) { State = TrialState.Running, Values = values });
        }
        double[][] places = [.. trials.TakeLast(4).Select(trial => TestFunctions.BraninSpace.Free.Select(parameter => parameter.ToUnit(trial.Values[parameter.Name])).ToArray())];
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < i; j++) Assert.True(Math.Abs(places[i][0] - places[j][0]) + Math.Abs(places[i][1] - places[j][1]) > 0.01);
        }
    }

    [Fact]
    public void Two_objectives_get_a_front_along_both()
    {
        var space = new SearchSpace([new RealParameter("x", 0, 1), new RealParameter("y", 0, 1)]);
        IReadOnlyList<StudyObjective> objectives = [new("a", Goal.Minimize), new("b", Goal.Maximize)];
        var trials = new List<Trial>();
        for (var number = 0; number < 40; number++)
        {
            var values = new GaussianProcessSampler().Sample(new SamplingContext(space, objectives, trials, number, 1))!;
            var (x, y) = (values["x"], values["y"]);
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [(x * x) + y, -((x - 1) * (x - 1)) - y] });
        }
        // The front is y = 0: its trials lie there, and all along x.
        var front = ParetoFront.Of(trials, objectives).Where(trial => trial.Values["y"] < 0.05).Select(trial => trial.Values["x"]).Order().ToArray();
        Assert.True(front.Length >= 8);
        Assert.True(front[0] < 0.2 && front[^1] > 0.8);
    }
}
