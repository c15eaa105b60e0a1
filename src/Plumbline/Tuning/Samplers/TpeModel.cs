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
        var rules = new ParzenRules(sampler.PriorWeight, sampler.MagicClip, sampler.ConsiderEndpoints);
        this.good = new ParzenEstimator(open, Values(good), rules);
        this.rest = new ParzenEstimator(open, Values(rest), rules);
    }

    /// <param name="trials">None failed; those without a value of one of the parameters are left out.</param>
    /// <param name="split">Of trials that have all values, into good ones and others.</param>
    public static TpeModel Of(IReadOnlyList<FreeParameter> parameters, List<Trial> trials, TpeSampler sampler, Func<List<Trial>, (List<Trial> Good, List<Trial> Others)> split)
    {
        var (good, rest) = split(trials.TrueForAll(trial => HasAll(trial, parameters)) ? trials : trials.FindAll(trial => HasAll(trial, parameters)));
        return new TpeModel(parameters, good, rest, sampler);
    }

    /// <summary>Draws from the good and adds what is most likely good.</summary>
    public void Draw(Random random, int candidates, Dictionary<string, double> values)
    {
        foreach (var parameter in settled) values[parameter.Name] = parameter.FromUnit(0.5);
        if (good is null || rest is null) return;
        var drawn = new double[candidates * open.Count]; // [candidate, parameter]
        var (best, most) = (0, double.NegativeInfinity);
        for (var i = 0; i < candidates; i++)
        {
            var candidate = drawn.AsSpan(i * open.Count, open.Count);
            good.Draw(random, candidate);
            if (IsAmong(drawn.AsSpan(0, i * open.Count), candidate)) continue;
            var gain = good.LogDensity(candidate, sums) - rest.LogDensity(candidate, sums);
            if (gain > most) (best, most) = (i, gain);
        }
        for (var i = 0; i < open.Count; i++) values[open[i].Name] = drawn[(best * open.Count) + i];
    }

    private static bool IsAmong(ReadOnlySpan<double> rows, ReadOnlySpan<double> row)
    {
        for (var at = 0; at < rows.Length; at += row.Length)
        {
            if (rows.Slice(at, row.Length).SequenceEqual(row)) return true;
        }
        return false;
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
