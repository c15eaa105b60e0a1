namespace Plumbline.Tuning.Pruners;

/// <summary>What a trial had reported by some step.</summary>
internal static class StepLosses
{
    /// <summary>Lowest loss of the steps up to one; infinite if there is none.</summary>
    public static double BestBy(this Trial trial, int step, StudyObjective objective)
    {
        var best = double.PositiveInfinity;
        foreach (var (at, value) in trial.Steps)
        {
            if (at <= step) best = Math.Min(best, objective.Loss(value));
        }
        return best;
    }

    /// <summary>The first step from one on; null if the trial did not come so far.</summary>
    public static int? FirstFrom(this Trial trial, long step)
    {
        foreach (var (at, _) in trial.Steps)
        {
            if (at >= step) return at;
        }
        return null;
    }

    /// <summary>The step before the last one; null at the first report.</summary>
    public static int? Before(this Trial trial) => trial.Steps.Count > 1 ? trial.Steps[^2].Step : null;
}
