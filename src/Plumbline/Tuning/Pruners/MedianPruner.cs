namespace Plumbline.Tuning.Pruners;

/// <summary>Ends a trial that is worse than half of the complete ones were at its step.</summary>
public sealed record MedianPruner : RankPruner
{
    private protected override double Share => 0.5;
}
