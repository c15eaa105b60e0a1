using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning.Pruners;

/// <summary>Trials whose intermediate values are given as curves from step 1 on.</summary>
internal static class Curves
{
    public static readonly StudyObjective Loss = new("loss", Goal.Minimize);

    public static Trial Complete(int number, params double[] curve) => Trial(number, TrialState.Complete, curve);

    public static Trial Trial(int number, TrialState state, params double[] curve) => new(number)
    {
        State = state,
        Steps = [.. curve.Select((value, i) => new TrialStep(i + 1, value))],
        Objectives = state == TrialState.Complete ? [curve[^1]] : [],
    };

    /// <summary>At which step a trial with this curve is ended; null if it comes to the end.</summary>
    public static int? EndsAt(this Pruner pruner, IReadOnlyList<Trial> others, double[] curve, Goal goal = Goal.Minimize, int number = 1000)
    {
        for (var step = 1; step <= curve.Length; step++)
        {
            var trial = Trial(number, TrialState.Running, curve[..step]);
            if (pruner.Prunes(new PruningContext("study", Loss with { Goal = goal }, [.. others, trial], trial))) return step;
        }
        return null;
    }

    /// <summary>Trials one after another, each ended where the pruner says.</summary>
    public static List<Trial> Run(this Pruner pruner, IEnumerable<double[]> curves)
    {
        var trials = new List<Trial>();
        foreach (var curve in curves)
        {
            var end = pruner.EndsAt(trials, curve, number: trials.Count);
            trials.Add(end is { } step ? Trial(trials.Count, TrialState.Pruned, curve[..step]) : Complete(trials.Count, curve));
        }
        return trials;
    }
}
