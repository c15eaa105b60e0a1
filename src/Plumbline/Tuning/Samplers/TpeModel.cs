using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Densities of good and of other trials over parameters that count together.</summary>
internal sealed class TpeModel
{
    private readonly List<FreeParameter> open; // those with more than one value
    private readonly List<FreeParameter> settled;
    private readonly ParzenEstimator? good; // null when nothing is open
    private readonly ParzenEstimator? rest;
    private readonly double[] sums; // scratch

    private TpeModel(IReadOnlyList<FreeParameter> parameters, List<Trial> good, List<Trial> rest, TpeSampler sampler)
    {
        open = [.. parameters.Where(parameter => parameter.Count != 1)];
        settled = [.. parameters.Where(parameter => parameter.Count == 1)];
        sums = new double[Math.Max(good.Count, rest.Count) + 1];
        if (open.Count == 0) return;
        var rules = new ParzenRules(sampler.PriorWeight, sampler.MagicClip, sampler.ConsiderEndpoints, sampler.Multivariate);
        this.good = new ParzenEstimator(open, Values(good), rules);
        this.rest = new ParzenEstimator(open, Values(rest), rules);
    }

    /// <param name="trials">None failed; those without a value of one of the parameters are left out.</param>
    /// <param name="fewestGood">No more than there are.</param>
    public static TpeModel Of(IReadOnlyList<FreeParameter> parameters, IReadOnlyList<Trial> trials, IReadOnlyList<StudyObjective> objectives, TpeSampler sampler, int fewestGood)
    {
        var (judged, rest) = (new List<Trial>(), new List<Trial>());
        foreach (var trial in trials)
        {
            if (HasAll(trial, parameters)) (RankedTrials.IsJudged(trial) ? judged : rest).Add(trial);
        }
        var count = Math.Min(Math.Max(sampler.GoodOf(judged.Count), fewestGood), judged.Count);
        var best = RankedTrials.Best(judged, objectives, count);
        var isGood = best.Select(trial => trial.Number).ToHashSet();
        rest.AddRange(judged.Where(trial => !isGood.Contains(trial.Number)));
        best.Sort((one, other) => one.Number.CompareTo(other.Number));
        rest.Sort((one, other) => one.Number.CompareTo(other.Number));
        return new TpeModel(parameters, best, rest, sampler);
    }

    /// <summary>Draws from the good and adds what is most likely good.</summary>
    public void Draw(Random random, int candidates, Dictionary<string, double> values)
    {
        foreach (var parameter in settled) values[parameter.Name] = parameter.FromUnit(0.5);
        if (good is null || rest is null) return;
        var (drawn, best, most) = (new double[open.Count], new double[open.Count], double.NegativeInfinity);
        for (var i = 0; i < candidates; i++)
        {
            good.Draw(random, drawn);
            var gain = good.LogDensity(drawn, sums) - rest.LogDensity(drawn, sums);
            if (i > 0 && !(gain > most)) continue;
            most = gain;
            drawn.CopyTo(best, 0);
        }
        for (var i = 0; i < best.Length; i++) values[open[i].Name] = best[i];
    }

    private double[][] Values(List<Trial> trials)
    {
        var values = new double[open.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new double[trials.Count];
            for (var trial = 0; trial < trials.Count; trial++) values[i][trial] = trials[trial].Values[open[i].Name];
        }
        return values;
    }

    private static bool HasAll(Trial trial, IReadOnlyList<FreeParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (!trial.Values.ContainsKey(parameter.Name)) return false;
        }
        return true;
    }
}
