using System.Diagnostics;
using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;

namespace Plumbline.Bench;

/// <summary>Rows of 38 signals one by one through <see cref="StreamingDetector"/>: how long a step takes, how much of it in the model, and what an entity holds in memory.</summary>
internal static class StreamBenchmark
{
    private const int Signals = 38;
    private const int FitRows = 3000;
    private const int Steps = 200;
    private const int Rounds = 100;
    private const int Entities = 500;

    /// <param name="names">Presets; three of them when empty.</param>
    public static void Run(IReadOnlyCollection<string> names)
    {
        foreach (var name in names.Count > 0 ? names : ["zscore", "dense", "auto-stream"]) Run(Presets.Named(name));
    }

    private static void Run(Preset preset)
    {
        var detector = DetectorFit.Run([Made(FitRows, 1)], preset.Options with
        {
            Train = preset.Options.Train with { Rows = FitRows, Epochs = 3 },
            Calibrate = preset.Options.Calibrate with { Share = Math.Min(0.3, preset.Options.Calibrate.Share), ByEntity = false },
            Threshold = new ThresholdOptions(),
        });
        var rows = Made(Steps, 2);
        Print(preset.Name, "a step", Time(detector, rows, new StreamingOptions()), "us");
        Print(preset.Name, "a step, no top signal unless in alarm", Time(detector, rows, new StreamingOptions { TopSignals = false }), "us");
        if (detector.Model is IScoringModel scoring) Print(preset.Name, "of it the model's score", TimeModel(scoring), "us");
        Print(preset.Name, "an entity", Bytes(detector, rows), "bytes");
    }

    private static double Time(Detector detector, SeriesFrame rows, StreamingOptions options)
    {
        var stream = new StreamingDetector(detector, "", options);
        var (index, best) = (0L, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var row = 0; row < rows.StepCount; row++) stream.Next(index++, rows.Row(row));
            best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalMicroseconds / rows.StepCount);
        }
        return best;
    }

    private static double TimeModel(IScoringModel model)
    {
        var random = new Random(3);
        var window = new float[model.WindowLength * model.SignalCount];
        foreach (ref var value in window.AsSpan()) value = (float)random.NextDouble();
        var (score, best) = (new double[1], double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var step = 0; step < Steps; step++) model.Score(window, score);
            best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Steps);
        }
        return best;
    }

    private static double Bytes(Detector detector, SeriesFrame rows)
    {
        var workspace = new ScoringWorkspace(detector);
        var streams = new StreamingDetector[Entities];
        Feed(new StreamingDetector(detector, "", null, workspace));
        var before = GC.GetTotalMemory(true);
        for (var i = 0; i < Entities; i++) Feed(streams[i] = new StreamingDetector(detector, "", null, workspace));
        var bytes = (GC.GetTotalMemory(true) - before) / (double)Entities;
        GC.KeepAlive(streams);
        return bytes;

        void Feed(StreamingDetector stream)
        {
            for (var row = 0; row < 4; row++) stream.Next(row, rows.Row(row));
            stream.TakeVerdicts();
        }
    }

    // Slow waves with noise.
    private static SeriesFrame Made(int steps, int seed)
    {
        var random = new Random(seed);
        var values = new double[steps * Signals];
        for (var i = 0; i < values.Length; i++) values[i] = Math.Sin((i / Signals * 0.01 * (1 + (i % 7))) + (i % Signals)) + (0.3 * random.NextDouble());
        return new SeriesFrame("made", [.. Enumerable.Range(0, Signals).Select(signal => $"s{signal}")], TimeAxis.Counting(steps), values);
    }

    private static void Print(string preset, string what, double value, string unit)
    {
        Measure.Print($"stream, {preset}, {what}", value, unit);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{preset,-14} {what,-42} {value,10:0.0} {unit}"));
    }
}
