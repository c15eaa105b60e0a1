using System.Globalization;
using Plumbline.Data;

namespace Plumbline.Bench;

/// <summary>A stretch of one shared series whose first rows are trusted to be normal.</summary>
/// <param name="Name">View and series, such as <c>A:SMD_machine-1-6</c>.</param>
/// <param name="Frame">Its rows; one step each.</param>
/// <param name="FitRows">Rows to fit on, from the first.</param>
/// <param name="Window">Of VUS, steps.</param>
/// <param name="Recipes">VUS-PR of the recipes R1 (batch), R2 and R3 (stream) as they were measured elsewhere.</param>
internal sealed record QualityCase(string Name, SeriesFrame Frame, int FitRows, int Window, IReadOnlyList<double> Recipes)
{
    private static readonly Dictionary<string, (string Folder, string Set)> Sets = new()
    {
        ["SMD"] = ("smd", "SMD"),
        ["ASD"] = ("asd", "ASD"),
        ["JumpStarter"] = ("jumpstarter_dataset2", "JumpStarter"),
        ["HPC"] = ("hpc_davide", "DAVIDE"),
        ["SMAP"] = ("smap", "TEL"),
        ["MSL"] = ("msl", "TEL"),
    };

    /// <summary>The sets in the order they are shown; the headline figure is the mean over them.</summary>
    public static IReadOnlyList<string> SetNames { get; } = ["SMD", "ASD", "JumpStarter", "DAVIDE", "TEL"];

    public string Set => Sets[Name[2..Name.IndexOf('_')]].Set;

    /// <param name="data">Folder with <c>series</c>, beside which lies <c>golden</c>.</param>
    public static IReadOnlyList<QualityCase> ReadAll(string data)
    {
        var series = new Dictionary<string, SeriesFrame>();
        return [.. File.ReadLines(Path.Combine(data, "..", "golden", "detection-quality", "share_per_case.csv")).Skip(1).Select(line =>
        {
            var fields = line.Split(',');
            int Whole(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
            var name = fields[0];
            var cut = name.IndexOf('_');
            var path = Path.Combine(data, "series", Sets[name[2..cut]].Folder, $"{name[(cut + 1)..]}.csv");
            if (!series.TryGetValue(path, out var all)) series.Add(path, all = Read(path));
            var rows = all.Slice(Whole(6), Whole(5));
            var frame = new SeriesFrame(name, rows.Signals, TimeAxis.Counting(rows.StepCount), rows.Values, rows.Labels, source: path);
            return new QualityCase(name, frame, Whole(4), Whole(7), [.. fields[1..4].Select(field => double.Parse(field, CultureInfo.InvariantCulture))]);
        })];
    }

    private static SeriesFrame Read(string path)
    {
        using var file = File.OpenRead(path);
        return new SeriesCsvReader(file, path).ReadAll().Single();
    }
}
