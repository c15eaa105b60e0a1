namespace Plumbline.Tuning.Pruners;

/// <summary>Ends trials that do worse than others did at the same step. It keeps nothing between trials: what it knows it reads from them.</summary>
public abstract record Pruner
{
    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public virtual IEnumerable<string> Problems() => [];

    /// <summary>Whether the trial should end now.</summary>
    public abstract bool Prunes(PruningContext context);
}
