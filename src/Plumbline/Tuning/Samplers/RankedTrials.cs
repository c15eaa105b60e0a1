namespace Plumbline.Tuning.Samplers;

/// <summary>Which trials are the best of those that have been judged.</summary>
internal static class RankedTrials
{
    /// <summary>Whether it is known what a trial is good for, be it in part.</summary>
    public static bool IsJudged(Trial trial) => trial.State is TrialState.Complete or TrialState.Pruned;

    /// <summary>The best of judged trials, in no order: complete before pruned ones.</summary>
    public static List<Trial> Best(List<Trial> judged, IReadOnlyList<StudyObjective> objectives, int count)
    {
        var complete = judged.FindAll(trial => trial.State == TrialState.Complete);
        var best = objectives.Count == 1 ? Lowest(complete, trial => (0, objectives[0].Loss(trial.Objectives[0])), count) : OfFronts(complete, objectives, count);
        if (best.Count < count)
        {
            best.AddRange(Lowest(judged.FindAll(trial => trial.State == TrialState.Pruned),
                trial => trial.Steps.Count > 0 ? (-trial.Steps[^1].Step, objectives[0].Loss(trial.Steps[^1].Value)) : (int.MaxValue, 0), count - best.Count));
        }
        return best;
    }

    // Ties go to the earlier trial. Kept in order as they come: few are wanted of many.
    private static List<Trial> Lowest(List<Trial> trials, Func<Trial, (int, double)> key, int count)
    {
        var (lowest, keys) = (new List<Trial>(), new List<(int, double, int)>());
        foreach (var trial in trials)
        {
            var (first, second) = key(trial);
            var own = (first, second, trial.Number);
            if (keys.Count == count && (count == 0 || own.CompareTo(keys[^1]) > 0)) continue;
            var place = ~keys.BinarySearch(own);
            keys.Insert(place, own);
            lowest.Insert(place, trial);
            if (keys.Count <= count) continue;
            keys.RemoveAt(count);
            lowest.RemoveAt(count);
        }
        return lowest;
    }

    private static List<Trial> OfFronts(List<Trial> trials, IReadOnlyList<StudyObjective> objectives, int count)
    {
        var best = new List<Trial>();
        var left = trials;
        while (best.Count < count && left.Count > 0)
        {
            var front = left.FindAll(trial => !left.Exists(other => ParetoFront.Dominates(other, trial, objectives)));
            left = [.. left.Except(front)];
            best.AddRange(front.Count <= count - best.Count ? front : MostAlone(front, objectives, count - best.Count));
        }
        return best;
    }

    // Crowding distance: over the objectives, how far apart the neighbours on both sides are; the outermost stand alone.
    private static List<Trial> MostAlone(List<Trial> front, IReadOnlyList<StudyObjective> objectives, int count)
    {
        var distances = front.ToDictionary(trial => trial.Number, _ => 0.0);
        for (var i = 0; i < objectives.Count; i++)
        {
            var sorted = front.OrderBy(trial => trial.Objectives[i]).ToList();
            var range = sorted[^1].Objectives[i] - sorted[0].Objectives[i];
            distances[sorted[0].Number] = distances[sorted[^1].Number] = double.PositiveInfinity;
            for (var at = 1; at < sorted.Count - 1 && range > 0; at++) distances[sorted[at].Number] += (sorted[at + 1].Objectives[i] - sorted[at - 1].Objectives[i]) / range;
        }
        return Lowest(front, trial => (0, -distances[trial.Number]), count);
    }
}
