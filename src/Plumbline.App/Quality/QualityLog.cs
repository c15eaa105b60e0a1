using System.Text;
using System.Text.Json;
using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Quality;

/// <summary>Results as they come, a line each, so that a run that was cut off goes on where it stopped.</summary>
/// <remarks>Safe to use from several threads.</remarks>
internal sealed class QualityLog : IDisposable
{
    private readonly FileStream? file;
    private readonly Lock adding = new();
    private readonly Dictionary<string, QualityResult> known = new(StringComparer.Ordinal);

    private QualityLog(FileStream? file) => this.file = file;

    /// <summary>Results of runs before.</summary>
    public int Kept { get; private set; }

    /// <param name="path">Null to keep nothing.</param>
    /// <param name="fresh">Whether what is there is dropped.</param>
    /// <exception cref="DataFormatException">A line is no result.</exception>
    public static QualityLog Open(string? path, bool fresh, Shell shell)
    {
        if (path is null) return new QualityLog(null);
        var log = new QualityLog(new FileStream(path, fresh ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        try
        {
            log.Read(path, shell);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    public QualityResult? Find(string key) => known.GetValueOrDefault(key);

    public void Add(QualityResult result)
    {
        if (file is null) return;
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(result, QualityJson.Default.QualityResult), (byte)'\n'];
        lock (adding)
        {
            file.Write(line);
            file.Flush();
        }
    }

    public void Dispose() => file?.Dispose();

    private void Read(string path, Shell shell)
    {
        var text = new byte[file!.Length];
        file.ReadExactly(text);
        var whole = text.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (whole < text.Length) shell.Notes.Line($"{path}: the last line was cut off and is dropped.");
        file.SetLength(whole);
        file.Position = whole;
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(text.AsSpan(0, whole)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                var result = JsonSerializer.Deserialize(line, QualityJson.Default.QualityResult)!;
                known[result.Key] = result;
            }
            catch (JsonException fault)
            {
                throw new DataFormatException(path, $"line {number}", "no result of this command", "one a line; --fresh begins anew", fault);
            }
        }
        Kept = known.Count;
    }
}
