namespace Plumbline.Tuning.Pruners;

/// <summary>Ends a trial that has not improved on itself for some steps; or spares one that still does from another pruner.</summary>
public sealed record PatiencePruner : Pruner
{
    /// <summary>Steps without improvement, at least 1. Default 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much a value must be better to count, at least 0. Default 0: any better value does.</summary>
    public double LeastChange { get; init; }

    /// <summary>Who has to agree; null, the default, for nobody.</summary>
    public Pruner? Of { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Patience < 1) yield return $"patience is {Patience}; expected at least 1";
        if (!(LeastChange >= 0 && double.IsFinite(LeastChange))) yield return $"leastChange is {LeastChange}; expected at least 0";
        foreach (var problem in Of?.Problems() ?? []) yield return $"of.{problem}";
    }

    public override bool Prunes(PruningContext context)
    {
        var (trial, last) = (context.Trial, context.Trial.Steps[^1].Step);
        var before = trial.BestBy(last - Patience, context.Objective);
        if (!double.IsFinite(before) || before - trial.BestBy(last, context.Objective) > LeastChange) return false;
        return Of is null || Of.Prunes(context);
    }
}
