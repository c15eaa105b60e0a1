using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How many trees, of how many windows each.</summary>
public sealed record IsolationForestOptions : ModelOptions
{
    /// <summary>Trees whose path lengths are averaged, at least 1. Default 200, twice the published 100: attribution needs more of them than the score.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Fit windows that a tree is made of, drawn without putting back; at least 2; all windows if there are fewer. Default 256 as published: more lets
    /// anomalies hide among each other.</summary>
    public int Subsample { get; init; } = 256;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Trees < 1) yield return $"trees is {Trees}; expected at least 1";
        if (Subsample < 2) yield return $"subsample is {Subsample}; expected at least 2";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        IsolationForestModel.Fit(windows, this, training.Seed, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var nodes = tensors["isolation_forest.nodes"];
        var roots = tensors["isolation_forest.roots"];
        return new IsolationForestModel(Window, signalCount, nodes.ToDoubles(nodes.Shape[0] * IsolationForestModel.Fields), roots.ToDoubles(roots.Shape[0]),
            tensors.Doubles("isolation_forest.range", 2 * Window * signalCount));
    }
}
