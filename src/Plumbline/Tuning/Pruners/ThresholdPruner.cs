namespace Plumbline.Tuning.Pruners;

/// <summary>Ends a trial whose value leaves a range: one that diverges, or is too good to be true.</summary>
public sealed record ThresholdPruner : Pruner
{
    /// <summary>Lowest value that is all right; null, the default, for any.</summary>
    public double? Lower { get; init; }

    /// <summary>Highest value that is all right; null, the default, for any.</summary>
    public double? Upper { get; init; }

    /// <summary>Steps up to this one are not looked at. Default 0.</summary>
    public int Warmup { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Lower is null && Upper is null) yield return "lower and upper are both missing; expected at least one";
        if (Lower > Upper) yield return $"lower is {Lower}, upper {Upper}; expected the lower one first";
        if (Warmup < 0) yield return $"warmup is {Warmup}; expected at least 0";
    }

    public override bool Prunes(PruningContext context)
    {
        var (step, value) = context.Trial.Steps[^1];
        return (step > Warmup || Warmup == 0) && (value < Lower || value > Upper);
    }
}
