using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Simulation;

namespace Plumbline.Tests.Detection;

/// <summary>A little fleet and detectors fitted on it, made once for all tests that only look.</summary>
internal static class SmallFleet
{
    public static SyntheticFleetData Data { get; } = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 3, Days = 5, Seed = 4 });

    public static Detector Dense { get; } = Fit(Presets.Named("dense").Options);

    public static Detector Pca { get; } = Fit(Presets.Named("pca").Options);

    public static Detector Mixture { get; } = Fit(Presets.Named("pca").Options with { Calibrate = new CalibrationOptions { Score = ScoreKind.GaussianMixture } });

    public static Detector Predictor { get; } = Fit(Presets.Named("deepanomaly").Options with
    {
        Clean = new CleanOptions(),
        Model = new PredictorOptions { Units = [8], Window = 5 },
        Calibrate = new CalibrationOptions { Score = ScoreKind.KMeans },
        Train = new FitOptions { Epochs = 2 },
    });

    /// <summary>The part of an entity that fitting has not seen.</summary>
    public static SeriesFrame Unseen(int entity) => Data.Frames[entity].Slice(Data.FitSteps, Data.Frames[entity].StepCount - Data.FitSteps);

    public static Detector Fit(DetectorOptions options) => DetectorFit.Run(Data.Frames, options with { Train = options.Train with { Rows = Data.FitSteps } });

    public static DetectorOptions Windowed { get; } = Presets.Named("pca").Options with { Model = new PcaOptions { Window = 6, ExplainedVariance = 0.99 } };

    /// <summary>The same rows with the signals the other way round.</summary>
    public static SeriesFrame Reversed(SeriesFrame frame)
    {
        var values = frame.Values.ToArray();
        for (var step = 0; step < frame.StepCount; step++) values.AsSpan(step * frame.SignalCount, frame.SignalCount).Reverse();
        return new SeriesFrame(frame.Entity, [.. frame.Signals.Reverse()], frame.Time, values, frame.Labels, frame.Rows, frame.Source);
    }
}
