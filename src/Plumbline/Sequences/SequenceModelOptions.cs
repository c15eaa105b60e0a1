using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>Which model of sequences, and its settings; <c>kind</c> names the model.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SequenceDenseOptions), "dense")]
[JsonDerivedType(typeof(SequenceLstmOptions), "lstm")]
[JsonDerivedType(typeof(SequencePcaOptions), "pca")]
public abstract record SequenceModelOptions
{
    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public abstract IEnumerable<string> Problems();

    /// <param name="train">Without missing values.</param>
    /// <returns>The model, and how its training went where it was trained step by step.</returns>
    internal abstract (ISequenceModel Model, TrainingHistory? History) Fit(SequenceSet train, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation);

    /// <exception cref="FormatException">A tensor is missing or has another shape.</exception>
    internal abstract ISequenceModel Restore(int steps, int signals, NamedTensors tensors);
}
