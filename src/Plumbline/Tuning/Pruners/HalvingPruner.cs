namespace Plumbline.Tuning.Pruners;

/// <summary>Asynchronous successive halving (Li and others 2020): at steps that grow by a factor, the rungs, only the best of those that came so far go on.</summary>
/// <remarks>Nobody waits for others: a trial goes on past a rung if it is among the best 1 / <see cref="Eta"/> of all that have reached it until then, or the best while these are fewer than <see cref="Eta"/>. So the first at a rung always goes on.</remarks>
public sealed record HalvingPruner : Pruner
{
    /// <summary>By which factor trials become fewer and steps more from rung to rung, at least 2. Default 4.</summary>
    public int Eta { get; init; } = 4;

    /// <summary>Step of the lowest rung, at least 1. Default 1.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Rungs at the bottom that are left out, so that nobody is ended before step <see cref="Least"/> times <see cref="Eta"/> to this power. Default 0.</summary>
    public int Reserved { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Eta < 2) yield return $"eta is {Eta}; expected at least 2";
        if (Least < 1) yield return $"least is {Least}; expected at least 1";
        if (Reserved < 0) yield return $"reserved is {Reserved}; expected at least 0";
    }

    public override bool LooksAt(int step) => IsRung(step, Least, Eta);

    public override bool Prunes(PruningContext context)
    {
        var step = context.Trial.Steps[^1].Step;
        var before = context.Trial.Before() ?? int.MinValue;
        for (var (rung, index) = ((long)Least, 0); rung <= step; rung *= Eta, index++)
        {
            if (index >= Reserved && rung > before && !GoesOn(context, step, rung)) return true;
        }
        return false;
    }

    private bool GoesOn(PruningContext context, int step, long rung)
    {
        var own = context.Trial.BestBy(step, context.Objective);
        var (reached, better) = (1, 0);
        foreach (var other in context.Trials)
        {
            if (other.Number == context.Trial.Number || other.FirstFrom(rung) is not { } at) continue;
            reached++;
            if (other.BestBy(at, context.Objective) < own) better++;
        }
        return better < Math.Max(1, reached / Eta);
    }
}
