using Plumbline.App.Terminal;

namespace Plumbline.App.Search;

/// <summary>Folder of one search: its study, its report, its winner.</summary>
internal sealed class SearchFolder
{
    private SearchFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Where the study is kept unless told otherwise: the same command goes on from it.</summary>
    public string Study => In("study.db");

    public string Report => In("report.html");

    /// <summary>The winner as a job file.</summary>
    public string Job => In("best.yaml");

    /// <summary>The winner, fitted.</summary>
    public string Model => In("best.plumb");

    /// <exception cref="UsageException">It cannot be made.</exception>
    public static SearchFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path}: {fault.Message}; expected a folder, or a place to make one.", fault);
        }
        return new SearchFolder(path);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
