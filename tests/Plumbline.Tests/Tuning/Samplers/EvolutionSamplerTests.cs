using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class EvolutionSamplerTests : SamplerBasics
{
    private static readonly SearchSpace Space = new([new RealParameter("x", 0, 1), new RealParameter("y", 0, 1)]);

    protected override Sampler Sampler => new EvolutionSampler { Population = 8 };

    [Fact]
    public void Defaults_are_these()
    {
        var sampler = new EvolutionSampler();
        Assert.Equal((20, 0.6, 0.9), (sampler.Population, sampler.Weight, sampler.Crossover));
        Assert.Equal(3, new EvolutionSampler { Population = 3, Weight = 0, Crossover = 2 }.Problems().Count());
    }

    [Fact]
    public void It_comes_close_to_the_lowest_place_of_branin()
    {
        double[] regrets = [.. Enumerable.Range(1, 5).Select(seed => TestFunctions.BraninRegret(new EvolutionSampler { Population = 12 }, 240, seed))];
        Assert.True(regrets.Order().ElementAt(2) < 0.1, string.Join(", ", regrets));
    }

    [Fact]
    public void Children_are_mixtures_of_those_who_live()
    {
        // Everyone lives at .25 or .75 of x and at one y; no mixture has another y.
        var trials = Enumerable.Range(0, 8).Select(number => Complete(number, number % 2 == 0 ? 0.25 : 0.75, 0.5, number)).ToList();
        var child = Sampler.Sample(Context(trials, 8))!;
        Assert.Equal(0.5, child["y"], 1e-12);
    }

    [Fact]
    public void Failed_pruned_and_running_trials_leave_who_lived_there()
    {
        var first = Enumerable.Range(0, 8).Select(number => Complete(number, number / 8.0, 1 - (number / 8.0), number)).ToList();
        List<Trial> bare = [.. first, .. Enumerable.Range(8, 8).Select(number => new Trial(number))];
        List<Trial> odd = [.. first, .. Enumerable.Range(8, 8).Select(number => Complete(number, 0, 0, -1) with { State = (TrialState)new[] { 0, 1, 3, 4 }[number % 4] })];
        for (var number = 16; number < 24; number++) Assert.Equal(Sampler.Sample(Context(bare, number)), Sampler.Sample(Context(odd, number)));
    }

    [Fact]
    public void A_better_child_takes_its_parents_place()
    {
        var first = Enumerable.Range(0, 8).Select(number => Complete(number, number / 8.0, 1 - (number / 8.0), number)).ToList();
        List<Trial> With(double loss) => [.. first, .. Enumerable.Range(8, 8).Select(number => Complete(number, 0.5, 0.5, loss))];
        // All have given way to children at one place, so whatever is mixed is that place.
        Assert.All(Sampler.Sample(Context(With(-1), 16))!.Values, value => Assert.Equal(0.5, value));
        Assert.Contains(Sampler.Sample(Context(With(100), 16))!.Values, value => value != 0.5);
    }

    private static SamplingContext Context(IReadOnlyList<Trial> trials, int number) => new(Space, [new StudyObjective("loss", Goal.Minimize)], trials, number, 1);

    private static Trial Complete(int number, double x, double y, double loss) =>
        new(number) { State = TrialState.Complete, Values = new Dictionary<string, double> { ["x"] = x, ["y"] = y }, Objectives = [loss] };
}
