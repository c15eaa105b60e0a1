using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Two models in one: the first says how unusual a window is, the second what it should have been.</summary>
/// <remarks>The lecture's closing idea: a density detects more reliably, an autoencoder says which signals are off and by how much.</remarks>
public sealed record ExplainedOptions : ModelOptions
{
    /// <summary>Scores windows itself. A kernel density by default.</summary>
    public ModelOptions Detects { get; init; } = new KdeOptions();

    /// <summary>Expects values. A dense autoencoder (64, 16) by default, as the sound default.</summary>
    public ModelOptions Explains { get; init; } = new DenseAutoencoderOptions { Units = [64, 16] };

    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        foreach (var problem in Detects.Problems()) yield return $"detects.{problem}";
        foreach (var problem in Explains.Problems()) yield return $"explains.{problem}";
        if (!Detects.ScoresItself || Detects is ExplainedOptions) yield return "detects expects values; expected a model that scores itself, such as kde or mixture";
        if (Detects.HasHindsight) yield return "detects judges a step by more than its own window; expected a model that does not (no delay, around or past)";
        if (Explains.ScoresItself) yield return "explains scores itself; expected a model that expects values, such as dense or pca";
        if (Detects.Window != Window || Explains.Window != Window)
            yield return $"window is {Window}, of detects {Detects.Window}, of explains {Explains.Window}; expected the same";
    }

    /// <inheritdoc/>
    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        string[] problems = [.. Problems()];
        if (problems.Length != 0) throw new ArgumentException(string.Join("; ", problems));
        var detects = (IScoringModel)Detects.Fit(windows, training, watch, cancellation);
        return new ExplainedModel(detects, (IReconstructionModel)Explains.Fit(windows, training, watch, cancellation));
    }

    public override IWindowModel Restore(int signalCount, NamedTensors tensors) =>
        new ExplainedModel((IScoringModel)Detects.Restore(signalCount, tensors), (IReconstructionModel)Explains.Restore(signalCount, tensors));
}
