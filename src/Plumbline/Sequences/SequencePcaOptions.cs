using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>Principal components of the steps, and of the courses of the signals.</summary>
public sealed record SequencePcaOptions : SequenceModelOptions
{
    /// <summary>Default <see cref="ComponentRule.Knee"/>: noise of one size in all directions, as sensors have it, shows as a plateau.</summary>
    public ComponentRule Rule { get; init; } = ComponentRule.Knee;

    /// <summary>Of <see cref="ComponentRule.ExplainedVariance"/>: above 0, up to 1. Default 0.95.</summary>
    public double ExplainedVariance { get; init; } = 0.95;

    /// <summary>Components of the time view, 1 to the signals of a step, instead of those that the rule gives. Default null.</summary>
    public int? TimeComponents { get; init; }

    /// <summary>Components of the feature view, 1 to the steps of a sequence, instead of those that the rule gives. Default null.</summary>
    public int? FeatureComponents { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Rule)) yield return $"model.rule is {Rule}; expected one of {string.Join(", ", Enum.GetNames<ComponentRule>())}";
        if (!(ExplainedVariance is > 0 and <= 1)) yield return $"model.explainedVariance is {ExplainedVariance}; expected above 0, up to 1";
        if (TimeComponents < 1) yield return $"model.timeComponents is {TimeComponents}; expected at least 1";
        if (FeatureComponents < 1) yield return $"model.featureComponents is {FeatureComponents}; expected at least 1";
    }

    internal override (ISequenceModel Model, TrainingHistory? History) Fit(SequenceSet train, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        (SequencePca.Fit(train, this, cancellation), null);

    internal override ISequenceModel Restore(int steps, int signals, NamedTensors tensors) => new SequencePca(View("time.", signals, tensors), View("feature.", steps, tensors));

    private static PcaModel View(string prefix, int width, NamedTensors tensors) => (PcaModel)new PcaOptions { Window = 1 }.Restore(width, TensorNames.Under(tensors, prefix));
}
