using System.Diagnostics;
using Plumbline.Data;

namespace Plumbline.Bench;

/// <summary>Speed of reading one series CSV that lies in memory, on one thread, warm: the best of several runs.</summary>
internal static class CsvBenchmark
{
    private const int Runs = 12;

    public static void Run(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var batches = Best(bytes, path, reader => reader.ReadBatches().Sum(frame => (long)frame.StepCount));
        var all = Best(bytes, path, reader => reader.ReadAll().Sum(frame => (long)frame.StepCount));
        Console.WriteLine($$"""{"file":"{{Path.GetFileName(path)}}","bytes":{{bytes.Length}},"batches_mb_per_s":{{batches:F0}},"all_mb_per_s":{{all:F0}}}""");
    }

    private static double Best(byte[] bytes, string path, Func<SeriesCsvReader, long> read)
    {
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var reader = new SeriesCsvReader(new MemoryStream(bytes), path);
            if (read(reader) == 0) throw new InvalidOperationException("No rows.");
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return bytes.Length / 1e6 / best;
    }
}
