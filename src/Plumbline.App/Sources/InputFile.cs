using Plumbline.App.Terminal;

namespace Plumbline.App.Sources;

/// <summary>A file to read, or standard input for <c>-</c>.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly bool owned;

    private InputFile(Stream stream, string name, bool owned) => (Stream, Name, this.owned) = (stream, name, owned);

    public Stream Stream { get; }

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <exception cref="UsageException">There is no such file; a similarly named neighbour is suggested.</exception>
    public static InputFile Open(string path, StandardStreams streams)
    {
        if (path == "-") return new InputFile(streams.Input, "standard input", owned: false);
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; expected a file.");
        try
        {
            return new InputFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), path, owned: true);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{path}: there is no such file{Suggestion(path)}.", fault);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    public void Dispose()
    {
        if (owned) Stream.Dispose();
    }

    private static string Suggestion(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        if (!Directory.Exists(folder)) return $" (nor the folder {folder})";
        var nearest = Spelling.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)));
        return nearest is null ? "" : $" (did you mean {Path.Combine(folder == "." ? "" : folder, nearest)}?)";
    }
}
