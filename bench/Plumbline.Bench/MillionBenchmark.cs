using System.Diagnostics;
using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Simulation;

namespace Plumbline.Bench;

/// <summary>A million rows of five signals through the scorer of every preset, in frames of a thousand as a file is read: how quick, and does memory stay?</summary>
internal static class MillionBenchmark
{
    private const double MostGrowth = 4; // MB
    private const int FrameRows = 1_000;
    private const int WarmUps = 4;
    private static readonly string[] Signals = ["cpu0_load_pct", "cpu0_freq_mhz", "cpu0_temp_c", "fan1_rpm", "psu_power_w"];

    /// <param name="rows">Of each preset, after a warm-up.</param>
    /// <param name="names">Presets; all of them when empty.</param>
    /// <returns>0 if no preset's memory grew, else 1.</returns>
    public static int Run(long rows, IReadOnlyCollection<string> names)
    {
        var node = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 1, Days = 14 }).Frames[0];
        var columns = Array.ConvertAll(Signals, signal => node.Signals.ToList().IndexOf(signal));
        var values = Enumerable.Range(0, node.StepCount).SelectMany(step => columns.Select(column => node.Values.Span[(step * node.SignalCount) + column])).ToArray();
        var all = new SeriesFrame(node.Entity, Signals, node.Time, values);
        var good = true;
        foreach (var preset in Presets.All.Where(preset => names.Count == 0 || names.Contains(preset.Name))) good &= Run(preset, all, rows);
        return good ? 0 : 1;
    }

    private static bool Run(Preset preset, SeriesFrame all, long rows)
    {
        var detector = DetectorFit.Run([all], preset.Options with
        {
            Train = preset.Options.Train with { Rows = all.StepCount / 2, Epochs = 3 },
            Calibrate = preset.Options.Calibrate with { Share = 0.3, ByEntity = false },
            Threshold = new ThresholdOptions(),
        });
        var frame = all.Slice(all.StepCount / 2, FrameRows);
        var times = frame.Time.Values.ToArray();
        var moving = new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(frame.Time.Kind, times), frame.Values);
        var scorer = detector.NewScorer(frame.Entity);
        for (var round = 0; round < WarmUps; round++) Score(scorer, moving, times);
        var (managed, begun) = (GC.GetTotalMemory(true), Stopwatch.GetTimestamp());
        var done = 0L;
        for (; done < rows; done += FrameRows) Score(scorer, moving, times);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var growth = (GC.GetTotalMemory(true) - managed) / 1e6;
        GC.KeepAlive(scorer);
        using var process = Process.GetCurrentProcess();
        Measure.Print($"million, {preset.Name}", done / seconds, "rows/s");
        Measure.Print($"million, {preset.Name}, managed memory grew by", growth, "MB");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{preset.Name,-26} {done,10:N0} rows {done / seconds,12:N0} rows/s {growth,8:0.00} MB grown {process.PeakWorkingSet64 / 1e6,8:0} MB peak of the process so far"));
        return growth <= MostGrowth;
    }

    // The same rows come later each time; the frame looks at these numbers.
    private static void Score(EntityScorer scorer, SeriesFrame frame, long[] times)
    {
        scorer.Score(frame);
        scorer.TakeVerdicts();
        var round = times[^1] - times[0] + times[1] - times[0];
        for (var row = 0; row < times.Length; row++) times[row] += round;
    }
}
