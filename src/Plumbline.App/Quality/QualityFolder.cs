using System.Globalization;
using System.Text.RegularExpressions;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Quality;

/// <summary>The labelled series below a folder, and the files that are none.</summary>
/// <remarks>How many rows are trusted to be normal says, in this order, <c>train_rows</c> of a <c>manifest.csv</c>, <c>_tr_N_</c> in the file's name (as the TSB-AD collection
/// has it), or the person.</remarks>
internal sealed partial record QualityFolder(IReadOnlyList<QualityFile> Files, IReadOnlyList<LeftOut> Skipped)
{
    private const string Manifest = "manifest.csv";

    /// <param name="data">Folder, looked through to the bottom, or a single file.</param>
    /// <param name="trainRows">For files that nothing else is known of.</param>
    /// <param name="trainShare">The same as a share.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static QualityFolder Find(string data, int? trainRows, double? trainShare, Shell shell)
    {
        var root = Path.GetFullPath(data);
        if (!Path.Exists(root)) throw new UsageException($"--data {data}: there is no such folder.");
        string[] all = File.Exists(root) ? [root] : [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var paths = all.Where(path => IsCsv(path) && Path.GetFileName(path) != Manifest).ToList();
        var known = Manifests(root, all).SelectMany(manifest => Entries(manifest, shell)).DistinctBy(entry => entry.Path).ToDictionary(entry => entry.Path, entry => entry.Row);

        var (files, skipped, names) = (new List<QualityFile>(), new List<LeftOut>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var path in paths)
        {
            var shown = path == root ? Path.GetFileName(path) : Path.GetRelativePath(root, path);
            var row = known.GetValueOrDefault(path);
            var rows = Whole(row, "train_rows") ?? (TrainRowsInName().Match(path) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : trainRows);
            var why = WhyNot(path, shell) ?? (rows is null && trainShare is null
                ? $"how many rows to fit on is not known: no train_rows in a {Manifest}, no _tr_N_ in its name, no --train-rows or --train-share" : null);
            if (why is not null)
            {
                skipped.Add(new LeftOut(shown, why));
                continue;
            }
            var dataset = row?.GetValueOrDefault("dataset") ?? (TsbName().Match(Path.GetFileName(path)) is { Success: true } tsb ? tsb.Groups[1].Value : Path.GetFileName(Path.GetDirectoryName(path)!));
            var name = $"{dataset.Split(' ')[0]}_{QualityFile.Stem(path)}";
            if (!names.Add(name)) names.Add(name = shown);
            files.Add(new QualityFile(path, name, SetOf(dataset), rows, trainShare ?? 0, Whole(row, "period_s") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null));
        }
        return new QualityFolder(files, skipped);
    }

    // Five channels of two spacecraft programmes are one set, as the recorded figures have it.
    private static string SetOf(string dataset) => dataset switch
    {
        "SMAP" or "MSL" => "TEL",
        "HPC DAVIDE" => "DAVIDE",
        _ => dataset.Split(' ')[0],
    };

    // A part of a folder may be asked for, whose manifest then lies above it.
    private static IEnumerable<string> Manifests(string root, string[] all)
    {
        foreach (var path in all.Where(path => Path.GetFileName(path) == Manifest)) yield return path;
        if (Path.GetDirectoryName(root) is not { } above) yield break;
        foreach (var folder in new[] { above, Path.GetDirectoryName(above) })
        {
            if (folder is not null && File.Exists(Path.Combine(folder, Manifest))) yield return Path.Combine(folder, Manifest);
        }
    }

    private static IEnumerable<(string Path, IReadOnlyDictionary<string, string> Row)> Entries(string manifest, Shell shell) =>
        NamedRows.Read(manifest, shell).Where(row => row.ContainsKey("file")).Select(row => (Path.GetFullPath(Path.Combine(Path.GetDirectoryName(manifest)!, row["file"])), row));

    private static int? Whole(IReadOnlyDictionary<string, string>? row, string column) =>
        row is not null && double.TryParse(row.GetValueOrDefault(column), CultureInfo.InvariantCulture, out var number) ? (int)number : null;

    private static string? WhyNot(string path, Shell shell)
    {
        try
        {
            using var file = InputFile.Open(path, shell);
            using var reader = new SeriesCsvReader(file.Stream, file.Name);
            if (reader.HasEntities) return "it has an entity column; expected one series a file";
            return reader.HasLabels ? null : "it has no label column";
        }
        catch (DataFormatException fault)
        {
            return $"it is no series: {fault.Found}; expected {fault.Expected}";
        }
    }

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"_tr_(\d+)_[^/\\]*$")]
    private static partial Regex TrainRowsInName();

    [GeneratedRegex(@"^\d+_([A-Za-z0-9-]+)_id_\d+_")]
    private static partial Regex TsbName();
}
