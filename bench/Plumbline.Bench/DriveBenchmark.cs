using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Bench;

/// <summary>The disk labs' question on daily snapshots: does the window of 16 days that ends the day before a failure stand out from windows of healthy drives?</summary>
/// <remarks>Learned from half of the healthy drives; judged on all failed ones and the first two windows, eight days apart, of the other half. Split by drive, once a seed.
/// With fewer days than 16, those failed drives are judged that 16 days leave out: settings are chosen on them, and on none of the others.</remarks>
internal sealed class DriveBenchmark
{
    private const int Published = 16; // days
    private const int Step = 8;

    private readonly int days;

    private DriveBenchmark(int days) => this.days = days;

    public static void Run(string path, int seeds, int days, IReadOnlyList<string> presets) => new DriveBenchmark(days).Run(path, seeds, presets);

    private void Run(string path, int seeds, IReadOnlyList<string> presets)
    {
        using var file = File.OpenRead(path);
        var drives = SeriesCsvReader.ReadAll(file, path);
        var failed = drives.Where(Fails).Where(drive => drive.StepCount > days && (days == Published || drive.StepCount <= Published)).ToList();
        Console.WriteLine($"{drives.Count(Fails)} of {drives.Count} drives fail, {failed.Count} of them are judged, by {days} days; AUC-ROC / average precision, one column a seed, mean +- deviation");
        Write("counters", seeds, seed => Judge(Counters, failed, Healthy(drives, seed).Judged));
        Write("no model", seeds, seed => Fitted(NoModel, drives, seed) is var score ? Judge(drive => OverWindow(score(drive)), failed, Healthy(drives, seed).Judged) : default);
        Write("PCA(20)", seeds, seed => Judge(Fitted(Components, drives, seed, FirstWindows), failed, Healthy(drives, seed).Judged));
        foreach (var preset in presets)
        {
            var options = Presets.Named(preset).Options;
            Write(preset, seeds, seed => Judge(Fitted(options with { Model = options.Model with { Window = days }, Train = options.Train with { Seed = seed } }, drives, seed), failed, Healthy(drives, seed).Judged));
        }
    }

    // Both see logarithms of raw values over 16 days; the components are those of the first two windows of each drive, as the published baseline has it.
    private DetectorOptions NoModel => Components with { Model = new ZScoreOptions() };

    private double[] OverWindow(double[] scores) => [.. scores.Select((_, row) => row < days - 1 ? double.NaN : scores[(row + 1 - days)..(row + 1)].Sum())];

    private DetectorOptions Components => new()
    {
        Preset = "baseline",
        Prepare = new PreprocessorOptions { Log = ["smart_1_raw", "smart_5_raw", "smart_9_raw", "smart_194_raw", "smart_197_raw"], Scale = new ScalerOptions { Floor = 0, Clip = ClipKind.None } },
        Model = new PcaOptions { Window = days, Components = 20 },
        Train = new FitOptions { SkipFailed = true },
        Calibrate = new CalibrationOptions { Score = ScoreKind.SquaredError, ByEntity = true, Share = 0.1 },
    };

    private static bool Fails(SeriesFrame drive) => drive.Labels.Span.ContainsAnyExcept(0);

    private static (IReadOnlyList<SeriesFrame> Learned, IReadOnlyList<SeriesFrame> Judged) Healthy(IReadOnlyList<SeriesFrame> drives, int seed)
    {
        var healthy = drives.Where(drive => !Fails(drive)).ToArray();
        new Random(seed).Shuffle(healthy);
        return (healthy[..(healthy.Length / 2)], healthy[(healthy.Length / 2)..]);
    }

    private IEnumerable<SeriesFrame> FirstWindows(SeriesFrame drive) =>
        new[] { 0, Step }.Where(day => day + days <= drive.StepCount).Select(day => drive.Slice(day, days).Of($"{drive.Entity} {day}"));

    private static Func<SeriesFrame, double[]> Fitted(DetectorOptions options, IReadOnlyList<SeriesFrame> drives, int seed, Func<SeriesFrame, IEnumerable<SeriesFrame>>? learned = null)
    {
        var detector = DetectorFit.Run([.. Healthy(drives, seed).Learned.SelectMany(learned ?? (drive => [drive]))], options);
        return drive => detector.Score(drive).Rows.RawScores;
    }

    private static double[] Counters(SeriesFrame drive)
    {
        var (reallocated, pending) = (drive.Signals.ToList().IndexOf("smart_5_raw"), drive.Signals.ToList().IndexOf("smart_197_raw"));
        return [.. Enumerable.Range(0, drive.StepCount).Select(row => Math.Max(Math.Log(1 + drive.Row(row)[reallocated]), Math.Log(1 + drive.Row(row)[pending])))];
    }

    private (double Area, double Precision) Judge(Func<SeriesFrame, double[]> scores, IReadOnlyList<SeriesFrame> failed, IReadOnlyList<SeriesFrame> healthy)
    {
        var (judged, labels) = (new List<double>(), new List<int>());
        foreach (var drive in failed)
        {
            judged.Add(scores(drive)[^2]);
            labels.Add(1);
        }
        foreach (var drive in healthy)
        {
            var all = scores(drive);
            foreach (var day in new[] { days - 1, days - 1 + Step }.Where(day => day < all.Length))
            {
                judged.Add(all[day]);
                labels.Add(0);
            }
        }
        // A window that a long gap cut short has no score; on this data there is none among the failing.
        var known = Enumerable.Range(0, judged.Count).Where(i => !double.IsNaN(judged[i])).ToArray();
        double[] ranked = Array.ConvertAll(known, i => judged[i]);
        int[] truth = Array.ConvertAll(known, i => labels[i]);
        return (RocCurve.Of(ranked, truth)!.Area, PrecisionRecallCurve.Of(ranked, truth)!.AveragePrecision);
    }

    private static void Write(string name, int seeds, Func<int, (double Area, double Precision)> judge)
    {
        var figures = Enumerable.Range(0, seeds).Select(judge).ToList();
        Console.WriteLine($"{name,-20} {Row(figures.Select(each => each.Area))}   {Row(figures.Select(each => each.Precision))}");

        static string Row(IEnumerable<double> values)
        {
            var all = values.ToArray();
            var mean = all.Average();
            var deviation = Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, all.Length - 1));
            return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', all.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture)))} {mean:0.000} +- {deviation:0.000}");
        }
    }
}
