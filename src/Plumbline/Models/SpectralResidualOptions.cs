using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>How the saliency of a window's newest step is found.</summary>
public sealed record SpectralResidualOptions : ModelOptions
{
    /// <summary>Windows of 64 steps: long enough for a spectrum, short enough to score at every step.</summary>
    public SpectralResidualOptions() => Window = 64;

    /// <summary>Frequencies that the usual spectrum is averaged over, odd, at least 1. Default 3 as published.</summary>
    public int SpectrumAverage { get; init; } = 3;

    /// <summary>Steps before the newest that its saliency is compared with, at least 1, below the window. Default 21 as published.</summary>
    public int SaliencyAverage { get; init; } = 21;

    /// <summary>Steps that are made up after the newest, so that it does not stand at the edge, at least 0. Default 5 as published.</summary>
    public int Ahead { get; init; } = 5;

    /// <summary>Steps before the newest whose slopes say how it goes on, at least 1, at most the window less 2. Default 5 as published.</summary>
    public int Slopes { get; init; } = 5;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Window < 8) yield return $"window is {Window}; expected at least 8 for a spectrum";
        if (SpectrumAverage < 1 || SpectrumAverage % 2 == 0 || SpectrumAverage > Window) yield return $"spectrumAverage is {SpectrumAverage}; expected odd, 1 to the window";
        if (SaliencyAverage < 1 || SaliencyAverage >= Window) yield return $"saliencyAverage is {SaliencyAverage}; expected at least 1, below the window";
        if (Ahead < 0) yield return $"ahead is {Ahead}; expected at least 0";
        if (Slopes < 1 || Slopes > Window - 2) yield return $"slopes is {Slopes}; expected at least 1, at most the window less 2";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, this, 1);
        return new SpectralResidualModel(windows.SignalCount, this);
    }

    public override IWindowModel Restore(int signalCount, NamedTensors tensors) => new SpectralResidualModel(signalCount, this);
}
