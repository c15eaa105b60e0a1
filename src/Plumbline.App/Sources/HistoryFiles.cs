using System.IO.Compression;
using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Sources;

/// <summary>Histories of entities that may end in a failure: series files whose label marks the failure, or daily snapshots of disks.</summary>
/// <param name="Paths">Files, plain or gzip, or <c>-</c>; at least one.</param>
/// <param name="Label">Label column; null for the usual one.</param>
/// <param name="Entity">Entity column; null for the usual one.</param>
internal sealed record HistoryFiles(IReadOnlyList<string> Paths, string? Label, string? Entity)
{
    /// <summary>One history an entity, in the order of first appearance.</summary>
    public IReadOnlyList<SeriesFrame> ReadAll(Shell shell)
    {
        var frames = new List<SeriesFrame>();
        foreach (var path in Paths)
        {
            var options = Options(path, shell);
            using var file = InputFile.Open(path, shell);
            using var reader = new SeriesCsvReader(file.Stream, file.Name, options);
            if (!reader.HasEntities && Paths.Count == 1) throw new DataFormatException(file.Name, "header", "no column that names the entity", "one called 'entity', or --entity NAME");
            var entity = reader.HasEntities ? null : new SeriesSource(Paths, Label, Entity).EntityOf(path);
            frames.AddRange(reader.ReadAll(shell.Cancellation).Select(frame => entity is null ? frame : frame.Of(entity)));
        }
        return [.. frames.GroupBy(frame => frame.Entity).Select(group => FrameJoin.Of([.. group]))];
    }

    private SeriesCsvOptions Options(string path, Shell shell)
    {
        var header = path == "-" ? [] : Header(path, shell);
        if (Label is null && Entity is null && header.Length > 1 && header[0] == "date" && header.Contains("serial_number") && header.Contains("failure"))
        {
            // Daily snapshots of disks as Backblaze publishes them: the raw values of the disks' own counters are the signals.
            return new SeriesCsvOptions
            {
                TimeColumn = "date",
                EntityColumn = "serial_number",
                LabelColumn = "failure",
                Signals = [.. header.Where(name => name.StartsWith("smart_", StringComparison.Ordinal) && name.EndsWith("_raw", StringComparison.Ordinal))],
            };
        }
        return new SeriesCsvOptions { LabelColumn = Label ?? "label", EntityColumn = Entity ?? "entity" };
    }

    private static string[] Header(string path, Shell shell)
    {
        using var file = InputFile.Open(path, shell);
        using var inflated = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file.Stream, CompressionMode.Decompress) : null;
        using var text = new StreamReader(inflated ?? file.Stream);
        try
        {
            return text.ReadLine()?.Split(',') ?? [];
        }
        catch (InvalidDataException)
        {
            return []; // the reader proper says what is wrong
        }
    }
}
