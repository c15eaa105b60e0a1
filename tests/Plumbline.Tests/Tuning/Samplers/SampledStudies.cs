using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

/// <summary>Spaces and trials for tests of samplers.</summary>
internal static class SampledStudies
{
    public static readonly StudyObjective[] Lower = [new("value", Goal.Minimize)];

    public static readonly StudyObjective[] Two = [new("error", Goal.Minimize), new("found", Goal.Maximize)];

    /// <summary>Every kind and scale, conditions on two floors, followers, and one that has no choice.</summary>
    public static SearchSpace Everything { get; } = new(
    [
        new RealParameter("rate", 1e-5, 1e-1) { Scale = ParameterScale.Log },
        new RealParameter("decay", 0.9, 0.999) { Scale = ParameterScale.ReverseLog },
        new RealParameter("offset", -5, 10),
        new RealParameter("dropout", 0, 0.5) { Step = 0.05 },
        new IntegerParameter("batch", 8, 512) { Scale = ParameterScale.Log },
        new IntegerParameter("late", 1, 50) { Scale = ParameterScale.ReverseLog },
        new IntegerParameter("width", 32, 130) { Step = 6 },
        new IntegerParameter("only", 3, 3),
        new ChoiceParameter("units", ["[64, 32]", "[128, 64]", "[32]"]),
        new MirroredParameter("decoder", "units"),
        new ChoiceParameter("model", ["pca", "dense", "lstm"]),
        new IntegerParameter("components", 1, 12) { When = new ParameterCondition("model", ["pca"]) },
        new RealParameter("noise", 0, 1) { When = new ParameterCondition("model", ["dense", "lstm"]) },
        new ChoiceParameter("cell", ["plain", "peephole"]) { When = new ParameterCondition("model", ["lstm"]) },
        new RealParameter("peep", 0.1, 0.9) { When = new ParameterCondition("cell", ["peephole"]) },
        new ScaledParameter("peep2", "peep", 2),
    ]);

    /// <summary>Some parameters of any kind with ranges at random, some under conditions.</summary>
    public static SearchSpace Any(Random random)
    {
        var parameters = new List<Parameter>();
        ChoiceParameter? choice = null;
        for (var i = random.Next(1, 8); i >= 0; i--)
        {
            var (low, scale) = (random.Next(1, 50), (ParameterScale)random.Next(3));
            var high = low + random.Next(0, 100);
            FreeParameter parameter = random.Next(5) switch
            {
                0 => new RealParameter($"p{i}", low * 1e-3, high * 1e-2) { Scale = scale },
                1 => new RealParameter($"p{i}", -low, high) { Step = 0.1 * random.Next(1, 90) },
                2 => new IntegerParameter($"p{i}", low, high) { Scale = scale },
                3 => new IntegerParameter($"p{i}", -low, high) { Step = random.Next(1, 9) },
                _ => new ChoiceParameter($"p{i}", [.. Enumerable.Range(0, random.Next(1, 5)).Select(one => $"c{one}")]),
            };
            if (choice is not null && random.Next(3) == 0) parameter = parameter with { When = new ParameterCondition(choice.Name, [.. choice.Choices.Where(_ => random.Next(2) == 0).DefaultIfEmpty("c0")]) };
            choice = parameter as ChoiceParameter ?? choice;
            parameters.Add(parameter);
        }
        return new SearchSpace(parameters);
    }

    /// <summary>A trial as it may have ended, or not: in any state, with or without steps, some with values missing.</summary>
    public static Trial AnyTrial(int number, IReadOnlyDictionary<string, double> values, IReadOnlyList<StudyObjective> objectives, Random random)
    {
        var state = random.Next(10) switch { 0 => TrialState.Running, 1 => TrialState.Waiting, 2 => TrialState.Failed, 3 or 4 => TrialState.Pruned, _ => TrialState.Complete };
        return new Trial(number)
        {
            State = state,
            Values = random.Next(8) == 0 ? values.Where(_ => random.Next(2) == 0).ToDictionary() : values,
            Objectives = state == TrialState.Complete ? [.. objectives.Select(_ => Math.Round(random.NextDouble(), 2))] : [],
            Steps = [.. Enumerable.Range(1, random.Next(6)).Select(step => new TrialStep(step, Math.Round(random.NextDouble(), 2)))],
        };
    }

    /// <summary>Trials that a sampler thought of one after the other, ended in any way.</summary>
    public static List<Trial> Any(Sampler sampler, SearchSpace space, IReadOnlyList<StudyObjective> objectives, int count, int seed)
    {
        var (random, trials) = (new Random(seed), new List<Trial>());
        while (trials.Count < count && sampler.Sample(new SamplingContext(space, objectives, trials, trials.Count, seed)) is { } values)
            trials.Add(AnyTrial(trials.Count, values, objectives, random));
        return trials;
    }

    public static Trial Complete(int number, double value, params (string Name, double Value)[] values) =>
        new(number) { State = TrialState.Complete, Objectives = [value], Values = values.ToDictionary(one => one.Name, one => one.Value) };
}
