using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How many principal components are kept, and of what.</summary>
public sealed record PcaOptions : ModelOptions
{
    /// <summary>Keeps the fewest components that hold this share of the variance, above 0, up to 1. Default 0.9, the
    /// customary baseline; not tuned.</summary>
    public double ExplainedVariance { get; init; } = 0.9;

    /// <summary>Keeps exactly so many instead, 1 to the window's width. Default null. Never choose it by the least
    /// reconstruction error: that error falls with every component and ends at the identity.</summary>
    public int? Components { get; init; }

    /// <summary>Whether centre and directions are found so that wild fit windows cannot turn them: spherical components (Locantore, Marron and others 1999).
    /// Default false. For fit rows that are not all normal.</summary>
    /// <remarks>Chosen over trimming and projection pursuit because it needs no random subsets and nothing to set, takes one eigen decomposition, and works with more
    /// values than windows. <see cref="ExplainedVariance"/> then counts variances from the 10 % to the 90 % quantile.</remarks>
    public bool Robust { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (!(ExplainedVariance is > 0 and <= 1)) yield return $"explainedVariance is {ExplainedVariance}; expected above 0, up to 1";
        if (Components is < 1) yield return $"components is {Components}; expected at least 1";
        foreach (var problem in base.Problems()) yield return problem;
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) => PcaModel.Fit(windows, this, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var components = tensors["pca.components"];
        var width = Window * signalCount;
        return new PcaModel(Window, signalCount, tensors.Doubles("pca.mean", width), components.ToDoubles(components.Shape[0] * width), tensors.Doubles("pca.explained_variance", 1)[0]);
    }

    internal void Validate(int width)
    {
        var problems = Problems().ToList();
        if (Components > width) problems.Add($"components is {Components}; expected at most {width}, the values in a window");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems));
    }
}
