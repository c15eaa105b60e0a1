using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Differential evolution (Storn and Price 1997, rand/1/bin): settings of one trial plus what two others differ by, mixed with those of a parent. For many cheap trials and many workers.</summary>
/// <remarks>
/// <para>The population is read from the trials. Trial number n belongs to place n mod <see cref="Population"/> and to generation n / <see cref="Population"/>; at each place lives the best trial of all generations before, of
/// equals the later one, which is what a parent's contest with one child after another comes to. With several objectives a child lives unless its parent dominates it.</para>
/// <para>Trials that are pruned, failed or still running never take a place: whoever lived there stays. At a place where nobody lives, and while fewer than four live at all, settings are spread evenly as in the first generation. Trials that
/// were enqueued take the place of their number. So nobody waits for anybody, and a generation may begin before the last one has ended.</para>
/// <para>Numbers are mixed on their scales, and come back from a border they would pass; a choice is that of the first trial, or by <see cref="Weight"/> that of the second where the second and the third differ.</para>
/// </remarks>
public sealed record EvolutionSampler : Sampler
{
    // Children that were born before are born again, so often.
    private const int Births = 10;

    /// <summary>Places, at least 4. Default 20: five to ten for each of a few parameters.</summary>
    public int Population { get; init; } = 20;

    /// <summary>Which part of a difference is added, above 0, up to 2. Default .6.</summary>
    public double Weight { get; init; } = 0.6;

    /// <summary>Chance of a parameter to come from the mixture and not from the parent, 0 to 1; one always does. Default .9: parameters depend on each other.</summary>
    public double Crossover { get; init; } = 0.9;

    public override IEnumerable<string> Problems()
    {
        if (Population < 4) yield return $"population is {Population}; expected at least 4";
        if (!(Weight is > 0 and <= 2)) yield return $"weight is {Weight}; expected above 0, up to 2";
        if (!(Crossover is >= 0 and <= 1)) yield return $"crossover is {Crossover}; expected 0 to 1";
    }

    public override IReadOnlyDictionary<string, double>? Sample(SamplingContext context)
    {
        var encoding = new SpaceEncoding(context.Space);
        if (encoding.Width == 0) return encoding.Values([]);
        var random = context.Random();
        var living = Living(context, encoding);
        var others = Enumerable.Range(0, Population).Where(place => place != context.Number % Population && living[place] is not null).Select(place => living[place]!).ToArray();
        if (living[context.Number % Population] is not { } parent || others.Length < 3) return encoding.Values(new SpreadPoints(encoding.Parameters.Count, new Random(context.Seed))[context.Number]);
        IReadOnlyDictionary<string, double>? child = null;
        for (var birth = 0; birth < Births && (child is null || context.Trials.Any(trial => trial.Has(child))); birth++)
        {
            random.Shuffle(others);
            child = encoding.Values(Mixed(encoding.Parameters, parent, others, random));
        }
        return child;
    }

    // [place]: who lives there as the generation begins; null for nobody.
    private Trial?[] Living(SamplingContext context, SpaceEncoding encoding)
    {
        var living = new Trial?[Population];
        foreach (var trial in context.Trials.Where(trial => trial.State == TrialState.Complete && trial.Number / Population < context.Number / Population && encoding.IsWhole(trial.Values)))
        {
            ref var place = ref living[trial.Number % Population];
            if (place is null || !ParetoFront.Dominates(place, trial, context.Objectives)) place = trial;
        }
        return living;
    }

    private double[] Mixed(IReadOnlyList<FreeParameter> parameters, Trial parent, Trial[] others, Random random)
    {
        var units = new double[parameters.Count];
        var always = random.Next(units.Length);
        for (var i = 0; i < units.Length; i++)
        {
            // What does not count for one of them is anywhere.
            double Unit(Trial trial) => trial.Values.TryGetValue(parameters[i].Name, out var value) ? parameters[i].ToUnit(value) : random.NextDouble();
            var crosses = random.NextDouble() < Crossover;
            if (!crosses && i != always) units[i] = Unit(parent);
            else
            {
                var (first, second, third) = (Unit(others[0]), Unit(others[1]), Unit(others[2]));
                units[i] = parameters[i] is ChoiceParameter
                    ? second != third && random.NextDouble() < Weight ? second : first
                    : Inside(first + (Weight * (second - third)), first, random);
            }
        }
        return units;
    }

    private static double Inside(double unit, double from, Random random) =>
        unit < 0 ? from * random.NextDouble() : unit > 1 ? 1 - ((1 - from) * random.NextDouble()) : unit;
}
