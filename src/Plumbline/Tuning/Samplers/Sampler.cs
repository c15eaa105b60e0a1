using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Samplers;

/// <summary>Thinks of the settings of the next trial. It keeps nothing between trials: what it knows it reads from the trials, so that any worker may ask at any time, after a kill too.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RandomSampler), "random")]
[JsonDerivedType(typeof(GridSampler), "grid")]
[JsonDerivedType(typeof(SobolSampler), "sobol")]
[JsonDerivedType(typeof(TpeSampler), "tpe")]
[JsonDerivedType(typeof(HighestRungSampler), "bohb")]
[JsonDerivedType(typeof(GaussianProcessSampler), "gaussian-process")]
[JsonDerivedType(typeof(EvolutionSampler), "evolution")]
public abstract record Sampler
{
    /// <summary>One of each kind with its defaults.</summary>
    public static IReadOnlyList<Sampler> Kinds { get; } =
        [new RandomSampler(), new GridSampler(), new SobolSampler(), new TpeSampler(), new HighestRungSampler(), new GaussianProcessSampler(), new EvolutionSampler()];

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public virtual IEnumerable<string> Problems() => [];

    /// <summary>Values of the free parameters that count.</summary>
    /// <returns>Null when there is nothing left to try.</returns>
    public abstract IReadOnlyDictionary<string, double>? Sample(SamplingContext context);
}
