using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Tree-structured Parzen estimator: settings that are likely among the good trials and unlikely among the others. Copes with whole numbers, choices, conditions, pruned trials and
/// several objectives, and is quick with thousands of trials; the one to begin with.</summary>
/// <remarks>Bergstra, Bardenet, Bengio and Kegl (2011): trials are split into the best and the rest, a density l is laid over the one and g over the other, and of some values drawn from l that
/// with the highest l / g is taken, which is where one expects to improve most. Parameters under the same condition are one model, of the trials that have a value of all of them, split anew: what is
/// good within a branch is judged against the branch. Trials that run or wait count among the rest, so that workers do not crowd (the constant liar of Ginsbourger and others, 2010); failed ones
/// say nothing. Pruned trials come after complete ones, those that went further first, then by their last value. With several objectives the best are those of the first fronts; where a front is
/// split those that stand more alone go first (Deb and others, 2002). The first trials are a Sobol
/// sequence: as cheap as chance, and less is left to gain with it, in the median of 100 seeds 1.2 against 1.6 on Branin after 16 trials and .017 against .024 after 100 (Hartmann6 1.65 against 1.71,
/// .11 against .14).</remarks>
public sealed record TpeSampler : Sampler
{
    // Times that settings tried before are drawn again from the model, of fewer candidates each time, and then evenly; a small space may have no others.
    private const int MostRepeats = 10;

    /// <summary>Whether parameters are drawn together, so that it is learned which of their values go together; else each by itself. Default true.</summary>
    public bool Multivariate { get; init; } = true;

    /// <summary>Complete and pruned trials before anything is learned from them, at least 0. Default 10.</summary>
    public int Startup { get; init; } = 10;

    /// <summary>Draws of which the best is taken, at least 1. Default 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Part of the trials that is good, above 0 and up to 1. Default a tenth.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>Good trials at most, at least 1. Default 25.</summary>
    public int MostGood { get; init; } = 25;

    /// <summary>Weight of what is assumed of a parameter before anything was seen, beside 1 for a trial; above 0. Default 1.</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>Whether kernels keep a width of at least the range over their number, or a hundredth of it. Default true: else a search gets stuck between values it has seen.</summary>
    public bool MagicClip { get; init; } = true;

    /// <summary>Whether the outermost kernels reach to the ends of the range, of what was seen. Default false: else the ends are tried too often.</summary>
    public bool ConsiderEndpoints { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Startup < 0) yield return $"startup is {Startup}; expected at least 0";
        if (Candidates < 1) yield return $"candidates is {Candidates}; expected at least 1";
        if (!(GoodShare is > 0 and <= 1)) yield return $"goodShare is {GoodShare}; expected more than 0, at most 1";
        if (MostGood < 1) yield return $"mostGood is {MostGood}; expected at least 1";
        if (!(PriorWeight > 0 && double.IsFinite(PriorWeight))) yield return $"priorWeight is {PriorWeight}; expected more than 0";
    }

    public override IReadOnlyDictionary<string, double> Sample(SamplingContext context) =>
        context.Trials.Count(RankedTrials.IsJudged) < Startup ? new SobolSampler().Sample(context) : Learned(context, _ => 1);

    /// <summary>How many of some trials are good.</summary>
    internal int GoodOf(int trials) => Math.Min((int)Math.Ceiling((GoodShare * trials) - 1e-9), MostGood);

    /// <summary>Settings from the model, however few trials there are.</summary>
    /// <param name="fewestGood">Trials that are good at least, by number of parameters; no more than there are.</param>
    internal IReadOnlyDictionary<string, double> Learned(SamplingContext context, Func<int, int> fewestGood)
    {
        var random = context.Random();
        var trials = context.Trials.Where(trial => trial.State != TrialState.Failed).ToList();
        var models = new Dictionary<List<FreeParameter>, TpeModel>();
        var blocks = Blocks(context.Space);
        var whole = new Dictionary<int, (List<Trial>, List<Trial>)>(); // splits of all trials, by how many are good at least: most parameters have values in all of them
        for (var repeat = 0; ; repeat++)
        {
            var values = repeat < MostRepeats ? FromModels(Math.Max(Candidates >> repeat, 1)) : context.Space.Choose(parameter => parameter.FromUnit(random.NextDouble()));
            if (repeat == 2 * MostRepeats || !trials.Exists(trial => trial.Has(values))) return values;
        }

        Dictionary<string, double> FromModels(int candidates)
        {
            var values = new Dictionary<string, double>();
            foreach (var block in blocks)
            {
                if (!context.Space.IsActive(block[0], values)) continue;
                if (!models.TryGetValue(block, out var model)) models[block] = model = TpeModel.Of(block, trials, this, known => SplitOnce(known, fewestGood(block.Count)));
                model.Draw(random, candidates, values);
            }
            return values;
        }

        (List<Trial> Good, List<Trial> Others) SplitOnce(List<Trial> known, int fewest)
        {
            if (known != trials) return Split(known, context.Objectives, fewest);
            if (!whole.TryGetValue(fewest, out var split)) whole[fewest] = split = Split(known, context.Objectives, fewest);
            return split;
        }
    }

    /// <summary>The good ones and the others.</summary>
    /// <param name="fewestGood">No more than there are.</param>
    internal (List<Trial> Good, List<Trial> Others) Split(List<Trial> known, IReadOnlyList<StudyObjective> objectives, int fewestGood)
    {
        var judged = known.FindAll(RankedTrials.IsJudged);
        var count = Math.Min(Math.Max(GoodOf(judged.Count), fewestGood), judged.Count);
        var best = RankedTrials.Best(judged, objectives, count).Select(trial => trial.Number).ToHashSet();
        return (known.FindAll(trial => best.Contains(trial.Number)), known.FindAll(trial => !best.Contains(trial.Number)));
    }

    // Those under one condition together, in the order of their first; a choice stands before what depends on it, and so does its block.
    private List<List<FreeParameter>> Blocks(SearchSpace space)
    {
        if (!Multivariate) return [.. space.Free.Select(parameter => new List<FreeParameter> { parameter })];
        return [.. space.Free.GroupBy(parameter => parameter.When).Select(block => block.ToList())];
    }
}
