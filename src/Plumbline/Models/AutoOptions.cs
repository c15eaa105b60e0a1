using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Settings of the detector that needs none: how soon it must judge.</summary>
public sealed record AutoOptions : ModelOptions
{
    /// <summary>81 steps: 60 before the judged one, to see who moved, and 20 after it.</summary>
    public AutoOptions() => Window = WindowSteps;

    internal const int WindowSteps = 81;

    internal const int MostDelay = 20;

    internal const int MostAround = 60;

    internal const int MostPast = 1000;

    /// <summary>Steps after the judged one that are looked at before it is judged, 0 to 20. Default 0: a step is judged when it comes. 10 are worth most of what
    /// more would be.</summary>
    public int Delay { get; init; }

    /// <summary>Steps before and after the judged one whose scores count as well, 0 to 60: the mean of them may raise its score. They are waited for besides
    /// <see cref="Delay"/>. Default 0, none.</summary>
    public int Around { get; init; }

    /// <summary>Steps before the judged one whose scores count as well, with the <see cref="Around"/> after it, 0 to 1,000: the mean of them may raise its score. Nothing is
    /// waited for. Default 0, none. 60 to 120 are worth the most: long anomalies count that are not much at any one step.</summary>
    public int Past { get; init; }

    /// <summary>Fit rows that each view keeps to compare with, at most; evenly in time if there are more. At least 1. Default 2,000: scoring takes time with each of them.</summary>
    public int References { get; init; } = 2000;

    [JsonIgnore]
    public override bool ScoresItself => true;

    [JsonIgnore]
    public override bool HoldsOut => true;

    [JsonIgnore]
    public override bool HasHindsight => Delay + Around + Past > 0;

    public override IEnumerable<string> Problems()
    {
        if (Window != WindowSteps) yield return $"window is {Window}; expected {WindowSteps}, what this model looks at";
        if (Delay is < 0 or > MostDelay) yield return $"delay is {Delay}; expected 0 to {MostDelay}";
        if (Around is < 0 or > MostAround) yield return $"around is {Around}; expected 0 to {MostAround}";
        if (Past is < 0 or > MostPast) yield return $"past is {Past}; expected 0 to {MostPast}";
        if (References < 1) yield return $"references is {References}; expected at least 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        AutoModel.Fit(windows, this, training.Seed, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors) => AutoModel.Restore(this, signalCount, tensors);
}
