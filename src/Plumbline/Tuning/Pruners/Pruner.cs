using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Pruners;

/// <summary>Ends trials that do worse than others did at the same step. It keeps nothing between trials: what it knows it reads from them.</summary>
/// <remarks>Trials are compared by the best value they had reported by a step: a curve that goes up and down is not ended for a bad moment.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MedianPruner), "median")]
[JsonDerivedType(typeof(PercentilePruner), "percentile")]
[JsonDerivedType(typeof(HalvingPruner), "halving")]
[JsonDerivedType(typeof(HyperbandPruner), "hyperband")]
[JsonDerivedType(typeof(PatiencePruner), "patience")]
[JsonDerivedType(typeof(ThresholdPruner), "threshold")]
public abstract record Pruner
{
    /// <summary>One of each kind with its defaults.</summary>
    public static IReadOnlyList<Pruner> Kinds { get; } =
        [new MedianPruner(), new PercentilePruner(), new HalvingPruner(), new HyperbandPruner(), new PatiencePruner(), new ThresholdPruner()];

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public virtual IEnumerable<string> Problems() => [];

    /// <summary>Whether a value after this step is worth having, where each costs something: the steps that are compared, or otherwise the powers of 3.</summary>
    /// <param name="step">At least 1.</param>
    public virtual bool LooksAt(int step) => IsRung(step, 1, 3);

    /// <summary>Whether a step is one of least, least times eta, and so on.</summary>
    internal static bool IsRung(int step, int least, int eta)
    {
        var rung = (long)least;
        while (rung < step) rung *= eta;
        return rung == step;
    }

    /// <summary>Whether the trial should end now.</summary>
    public abstract bool Prunes(PruningContext context);
}
