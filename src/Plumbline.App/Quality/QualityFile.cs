namespace Plumbline.App.Quality;

/// <summary>A labelled series on disk, not read yet.</summary>
/// <param name="Path">Whole.</param>
/// <param name="Name">Of the set and the file, such as <c>SMD_machine-1-6</c>; no two are equal.</param>
/// <param name="Set">What it is averaged with.</param>
/// <param name="TrainRows">Rows from the first that are trusted to be normal; null for a share of them.</param>
/// <param name="TrainShare">Of the rows, where <paramref name="TrainRows"/> is null.</param>
/// <param name="Period">Time from one row to the next; null where nothing says it but perhaps the times of the rows.</param>
internal sealed record QualityFile(string Path, string Name, string Set, int? TrainRows, double TrainShare, TimeSpan? Period)
{
    public long Bytes { get; } = new FileInfo(Path).Length;

    /// <summary>Where the guilty signals of its events are, if they are known.</summary>
    public string Explained => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, $"{Stem(Path)}.explain.json");

    /// <summary>The file's name without what says that it is CSV.</summary>
    public static string Stem(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return System.IO.Path.GetFileNameWithoutExtension(name);
    }
}
