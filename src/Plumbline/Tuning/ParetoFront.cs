namespace Plumbline.Tuning;

/// <summary>What remains when everything is dropped that something else beats throughout.</summary>
public static class ParetoFront
{
    /// <summary>Complete trials that no other trial dominates, by number.</summary>
    public static IReadOnlyList<Trial> Of(IReadOnlyList<Trial> trials, IReadOnlyList<StudyObjective> objectives)
    {
        var complete = trials.Where(trial => trial.State == TrialState.Complete).ToList();
        return [.. complete.Where(trial => !complete.Any(other => Dominates(other, trial, objectives)))];
    }

    /// <summary>Whether one is at least as good in all objectives and better in one.</summary>
    internal static bool Dominates(Trial trial, Trial other, IReadOnlyList<StudyObjective> objectives)
    {
        var better = false;
        for (var i = 0; i < objectives.Count; i++)
        {
            if (objectives[i].IsBetter(other.Objectives[i], trial.Objectives[i])) return false;
            better |= objectives[i].IsBetter(trial.Objectives[i], other.Objectives[i]);
        }
        return better;
    }
}
