using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Sources;

/// <summary>The series files of one run, read one after another as if they were one.</summary>
/// <param name="Paths">Files, plain or gzip, or <c>-</c>; at least one.</param>
/// <param name="Label">Label column; null for the usual one, which may be absent.</param>
/// <param name="Entity">Entity column; null for the usual one, which may be absent.</param>
/// <remarks>When there are several files, a file without an entity column is an entity of its own, named after the file.</remarks>
internal sealed record SeriesSource(IReadOnlyList<string> Paths, string? Label, string? Entity)
{
    public SeriesCsvOptions CsvOptions { get; } = new() { LabelColumn = Label ?? "label", EntityColumn = Entity ?? "entity" };

    /// <summary>Everything, one frame an entity in the order of first appearance.</summary>
    public IReadOnlyList<SeriesFrame> ReadAll(Shell shell)
    {
        var frames = new List<SeriesFrame>();
        foreach (var path in Paths)
        {
            using var file = InputFile.Open(path, shell);
            using var reader = SeriesReader.Open(file.Stream, file.Name, CsvOptions);
            var entity = reader.HasEntities ? null : EntityOf(path);
            frames.AddRange(reader.ReadAll(shell.Cancellation).Select(frame => entity is null ? frame : frame.Of(entity)));
        }
        return [.. frames.GroupBy(frame => frame.Entity).Select(group => FrameJoin.Of([.. group]))];
    }

    /// <summary>Whether rows come as they are made, through standard input, rather than from files that are there.</summary>
    public bool IsLive => Paths.Contains("-");

    /// <summary>What a file without an entity column is called; null when it is the only one and needs no name.</summary>
    public string? EntityOf(string path) => Paths.Count == 1 ? null : NameOf(path);

    /// <exception cref="UsageException">What is to be written is one of these files.</exception>
    public void Protect(string? written)
    {
        if (written is not (null or "-") && Paths.Any(path => Path.GetFullPath(path) == Path.GetFullPath(written)))
            throw new UsageException($"{written} is read as data; expected another file to write.");
    }

    private static string NameOf(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetFileNameWithoutExtension(name);
    }
}
