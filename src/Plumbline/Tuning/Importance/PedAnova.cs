using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Importance;

/// <summary>Which parameters tell the best trials from the rest: PED-ANOVA (Watanabe, Bansal and Hutter 2023).</summary>
/// <remarks>For each parameter the Pearson divergence of where the best trials have it from where all trials have it, sum over cells of all (best / all - 1)^2: 0 where the best ones are like the others. One parameter at a time: what matters only together
/// with another is seen as far as it shows in each. A parameter that does not always count is judged among the trials in which it does.</remarks>
public static class PedAnova
{
    /// <summary>Complete trials that it takes to say anything.</summary>
    public const int LeastTrials = 10;

    // Of fewer best trials nothing can be said.
    private const int LeastBest = 3;

    /// <param name="objective">Which one of several.</param>
    /// <param name="share">How many of the complete trials are the best, above 0, below 1. Default .1, at least three trials.</param>
    /// <returns>The most important first; empty when there are too few trials, or nothing to tell them apart.</returns>
    public static IReadOnlyList<ParameterImportance> Of(SearchSpace space, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<Trial> trials, int objective = 0, double share = 0.1)
    {
        if (!(share is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of the best trials lies between 0 and 1.");
        double Loss(Trial trial) => objectives[objective].Loss(trial.Objectives[objective]);
        var complete = trials.Where(trial => trial.State == TrialState.Complete).ToList();
        if (complete.Count < LeastTrials) return [];
        var border = complete.Select(Loss).Order().ElementAt(Math.Max(LeastBest, (int)Math.Ceiling(share * complete.Count)) - 1);
        var best = complete.Where(trial => Loss(trial) <= border).ToList();
        var divergences = space.Free.Select(parameter => (parameter.Name, Divergence: Divergence(parameter, best, complete))).ToList();
        var sum = divergences.Sum(entry => entry.Divergence);
        if (!(sum > 1e-12)) return [];
        return [.. divergences.OrderByDescending(entry => entry.Divergence).Select(entry => new ParameterImportance(entry.Name, entry.Divergence / sum))];
    }

    private static double Divergence(FreeParameter parameter, List<Trial> best, List<Trial> complete)
    {
        var (some, all) = (Values(parameter, best), Values(parameter, complete));
        if (parameter.Count == 1 || some.Count < LeastBest) return 0;
        var (above, whole) = (GridDensity.Of(parameter, some), GridDensity.Of(parameter, all));
        return whole.Select((density, cell) => density * Math.Pow((above[cell] / density) - 1, 2)).Sum();
    }

    private static List<double> Values(FreeParameter parameter, List<Trial> trials) =>
        [.. trials.Where(trial => trial.Values.ContainsKey(parameter.Name)).Select(trial => trial.Values[parameter.Name])];
}
