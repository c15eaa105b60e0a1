using System.Globalization;
using System.Text;

namespace Plumbline.StudyWorker;

/// <summary>What a worker was told that it counts: one line each, on the disk before it goes on. A line that a kill tore has no end.</summary>
public sealed class AcknowledgedLog(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    public void Write(int number, string worker, double value)
    {
        file.Write(Encoding.UTF8.GetBytes($"\n{number} {worker} {value.ToString("R", CultureInfo.InvariantCulture)} ."));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Whole lines of a log.</summary>
    public static IEnumerable<(int Number, string Worker, double Value)> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split(' ') is [var number, var worker, var value, "."])
                yield return (int.Parse(number, CultureInfo.InvariantCulture), worker, double.Parse(value, CultureInfo.InvariantCulture));
        }
    }

    public void Dispose() => file.Dispose();
}
