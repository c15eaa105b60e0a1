using System.Text.Json.Serialization;
using Plumbline.Neural;

namespace Plumbline.Failures;

/// <summary>Which model of failures, and its settings; <c>kind</c> names the model.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RecurrentClassifierOptions), "recurrent")]
[JsonDerivedType(typeof(BoostedTreesOptions), "trees")]
public abstract record FailureModelOptions
{
    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    /// <param name="steps">In a window.</param>
    public abstract IEnumerable<string> Problems(int steps);

    internal abstract IFailureModel Fit(FailureLearning learning);

    /// <exception cref="FormatException">A tensor is missing or has another shape.</exception>
    internal abstract IFailureModel Restore(int steps, int signals, NamedTensors tensors);
}
