using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How the covariance is estimated that windows are measured by.</summary>
public sealed record MahalanobisOptions : ModelOptions
{
    /// <summary>Whether the fit windows that do not belong to the bulk are left out first (minimum covariance determinant). Default false: it assumes that
    /// normal windows are one cloud, and takes a machine's second way of working, if it is the rarer, for anomalies.</summary>
    /// <remarks>Takes time with the cube of the values in a window; meant for at most a few hundred of them.</remarks>
    public bool Robust { get; init; }

    /// <summary>Random starts of the robust estimate, at least 1. Default 500 as published.</summary>
    public int Starts { get; init; } = 500;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Starts < 1) yield return $"starts is {Starts}; expected at least 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        MahalanobisModel.Fit(windows, this, training.Seed, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var width = Window * signalCount;
        return new MahalanobisModel(Window, signalCount, tensors.Doubles("mahalanobis.mean", width), tensors.Doubles("mahalanobis.covariance", width * width));
    }
}
