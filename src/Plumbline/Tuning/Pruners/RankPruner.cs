using Plumbline.Statistics;

namespace Plumbline.Tuning.Pruners;

/// <summary>Ends a trial whose best value so far is worse than that of a share of the complete trials by the same step (Golovin and others 2017).</summary>
/// <remarks>Never ends a trial that is as good as the best complete one at that step.</remarks>
public abstract record RankPruner : Pruner
{
    /// <summary>Complete trials before any is ended, at least 1. Default 5: before there is nothing to compare with.</summary>
    public int Startup { get; init; } = 5;

    /// <summary>Steps up to this one are not looked at. Default 0. Early values that say little about late ones need more.</summary>
    public int Warmup { get; init; }

    /// <summary>Looks at one report in so many steps, counted from <see cref="Warmup"/>, at least 1. Default 1, every one.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Complete trials that came to the step, to compare with, at least 1. Default 1.</summary>
    public int LeastTrials { get; init; } = 1;

    /// <summary>Share of the complete trials that a trial must keep up with, 0 to 1 from the best.</summary>
    private protected abstract double Share { get; }

    public override IEnumerable<string> Problems()
    {
        if (Startup < 1) yield return $"startup is {Startup}; expected at least 1";
        if (Warmup < 0) yield return $"warmup is {Warmup}; expected at least 0";
        if (Interval < 1) yield return $"interval is {Interval}; expected at least 1";
        if (LeastTrials < 1) yield return $"leastTrials is {LeastTrials}; expected at least 1";
    }

    public override bool Prunes(PruningContext context)
    {
        var step = context.Trial.Steps[^1].Step;
        if (step <= Warmup && Warmup > 0) return false;
        var looked = Warmup + ((step - Warmup) / Interval * Interval);
        if (context.Trial.Before() is { } before && before >= looked) return false; // this interval was looked at
        var complete = context.Trials.Where(trial => trial.State == TrialState.Complete && trial.Number != context.Trial.Number).ToList();
        if (complete.Count < Startup) return false;
        double[] losses = [.. complete.Where(trial => trial.FirstFrom(step) is not null).Select(trial => trial.BestBy(step, context.Objective)).Where(double.IsFinite)];
        return losses.Length >= LeastTrials && context.Trial.BestBy(step, context.Objective) > Quantile.Of(losses, Share);
    }
}
