using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How many clusters the fit windows make.</summary>
public sealed record KMeansOptions : ModelOptions
{
    /// <summary>Clusters, at least 1; fewer where fewer windows differ. Default 16: some for each way a machine works; too many do little harm, since the score counts
    /// in each cluster's own typical distance.</summary>
    public int Clusters { get; init; } = 16;

    /// <summary>Times that clustering starts anew, of which the tightest counts, at least 1. Default 4.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Rounds of moving windows to the nearest centre and centres to the mean of their windows, at most; at least 1. Default 100; most runs end earlier by themselves.</summary>
    public int Rounds { get; init; } = 100;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Clusters < 1) yield return $"clusters is {Clusters}; expected at least 1";
        if (Starts < 1) yield return $"starts is {Starts}; expected at least 1";
        if (Rounds < 1) yield return $"rounds is {Rounds}; expected at least 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        KMeansModel.Fit(windows, this, training.Seed, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var centres = tensors["kmeans.centres"].ToTensor().Values;
        var width = Window * signalCount;
        if (centres.Length == 0 || centres.Length % width != 0) throw new FormatException($"tensor 'kmeans.centres' has {centres.Length} values, not a multiple of {width}");
        return new KMeansModel(Window, signalCount, centres, tensors.Doubles("kmeans.typical_distance", centres.Length / width));
    }
}
