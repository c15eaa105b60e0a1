using Plumbline.App.Terminal;

namespace Plumbline.App.Sources;

/// <summary>A file that is there whole or not at all: written beside, flushed to the disk, then renamed. <c>-</c> is standard output.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? partial;
    private readonly string path;
    private readonly FileStream? file;

    private OutputFile(string path, FileStream? file, string? partial, Stream stream)
    {
        (this.path, this.file, this.partial, Stream) = (path, file, partial, stream);
    }

    public Stream Stream { get; }

    /// <summary>Opens it, so that an unwritable place is found before the work begins.</summary>
    /// <param name="grows">Whether others may read what is there so far: it is then written in its place, and stays as far as it came.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static OutputFile Create(string path, StandardStreams streams, bool grows = false)
    {
        if (path == "-") return new OutputFile(path, null, null, streams.Output);
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; expected a file to write.");
        var target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder)) throw new UsageException($"{path} cannot be written: there is no folder {folder}.");
        var isDevice = target.StartsWith("/dev/", StringComparison.Ordinal); // a device must be written to, not replaced
        var inPlace = isDevice || grows;
        var opened = inPlace ? target : Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.partial");
        try
        {
            if (File.Exists(target)) File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            var file = new FileStream(opened, isDevice ? FileMode.Open : FileMode.Create, FileAccess.Write, inPlace ? FileShare.ReadWrite : FileShare.None, 1 << 16);
            return new OutputFile(target, file, inPlace ? null : opened, file);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path} cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>Writes it whole and makes it appear.</summary>
    /// <param name="write">To a stream that can seek, which the output need not.</param>
    public void Commit(Action<Stream> write)
    {
        using (var buffer = new MemoryStream())
        {
            write(buffer);
            buffer.Position = 0;
            buffer.CopyTo(Stream);
        }
        Commit();
    }

    /// <summary>Makes it appear under its name. Without this call nothing is left.</summary>
    public void Commit()
    {
        Stream.Flush();
        if (file is null) return;
        if (partial is not null) file.Flush(flushToDisk: true);
        file.Dispose();
        if (partial is not null) File.Move(partial, path, overwrite: true);
    }

    public void Dispose()
    {
        file?.Dispose();
        if (partial is not null) File.Delete(partial); // gone already once committed
    }
}
