using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How many neighbours count, and among how many windows they are looked for.</summary>
public sealed record NearestOptions : ModelOptions
{
    /// <summary>Neighbours whose mean distance is the score, 1 up to <see cref="References"/>. Default 5: a single odd window among the fit windows does not make
    /// its like normal.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>Fit windows that are kept, at most; evenly in time if there are more. At least 1. Default 10,000.</summary>
    /// <remarks>Scoring takes time with each of them. Thinning leaves out neighbours, so all distances grow a little, and a normal state that is shorter than
    /// the gap between kept windows may be lost and then be an anomaly.</remarks>
    public int References { get; init; } = 10_000;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Neighbours < 1) yield return $"neighbours is {Neighbours}; expected at least 1";
        if (References < 1) yield return $"references is {References}; expected at least 1";
        else if (Neighbours > References) yield return $"neighbours is {Neighbours}; expected at most {References}, the references";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) => NearestModel.Fit(windows, this);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var references = tensors["nearest.references"].ToTensor().Values;
        if (references.Length < Neighbours * Window * signalCount || references.Length % (Window * signalCount) != 0)
            throw new FormatException($"tensor 'nearest.references' has {references.Length} values, not a multiple of {Window * signalCount}, at least {Neighbours} times");
        return new NearestModel(Window, signalCount, Neighbours, references);
    }
}
