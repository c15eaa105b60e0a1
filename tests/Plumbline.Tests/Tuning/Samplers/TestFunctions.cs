using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

/// <summary>Branin's function, whose three minima are known.</summary>
internal static class TestFunctions
{
    public const double BraninLowest = 0.397887;

    public static readonly SearchSpace BraninSpace = new([new RealParameter("x", -5, 10), new RealParameter("y", 0, 15)]);

    public static double Branin(IReadOnlyDictionary<string, double> values)
    {
        var (x, y) = (values["x"], values["y"]);
        var curve = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (curve * curve) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }

    /// <summary>How far from the lowest value a sampler ends.</summary>
    public static double BraninRegret(Sampler sampler, int trials, int seed)
    {
        var told = new List<Trial>();
        for (var number = 0; number < trials; number++)
        {
            var values = sampler.Sample(new SamplingContext(BraninSpace, [new StudyObjective("loss", Goal.Minimize)], told, number, seed))!;
            told.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [Branin(values)] });
        }
        return told.Min(trial => trial.Objectives[0]) - BraninLowest;
    }
}
