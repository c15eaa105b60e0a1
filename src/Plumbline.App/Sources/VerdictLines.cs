using System.Text;
using System.Text.Json;
using Plumbline.Detection;

namespace Plumbline.App.Sources;

/// <summary>Verdicts as JSON lines: one document a line, each handed on at once.</summary>
internal sealed class VerdictLines(TextWriter target) : IDisposable
{
    private readonly MemoryStream line = new();

    public void Write(Verdict verdict)
    {
        line.SetLength(0);
        using (var json = new Utf8JsonWriter(line)) JsonSerializer.Serialize(json, verdict, DetectionJson.Default.Verdict);
        target.WriteLine(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
        target.Flush();
    }

    public void Dispose() => line.Dispose();
}
