namespace Plumbline.Tuning.Pruners;

/// <summary>Ends a trial that is not among the best so many in a hundred of the complete ones at its step.</summary>
public sealed record PercentilePruner : RankPruner
{
    /// <summary>Between 0 and 100. Default 25: the best quarter goes on.</summary>
    public double Percentile { get; init; } = 25;

    private protected override double Share => Percentile / 100;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!(Percentile is > 0 and < 100)) yield return $"percentile is {Percentile}; expected between 0 and 100";
    }
}
