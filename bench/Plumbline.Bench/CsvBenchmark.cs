using Plumbline.Data;

namespace Plumbline.Bench;

/// <summary>Reading a series CSV of 6,667 rows x 159 signals with all digits, from a file, on one thread. The peer is bench/peers/csv.py.</summary>
internal static class CsvBenchmark
{
    /// <param name="path">A series CSV; made when it is not there or empty.</param>
    public static void Run(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) Make(path);
        var megabytes = new FileInfo(path).Length / 1e6;
        // Pinned to one core, the just-in-time compiler works between the first runs.
        var batches = Measure.Each(30, 9, _ => Read(path, reader => reader.ReadBatches().Sum(frame => (long)frame.StepCount)));
        Measure.Print("csv in batches", megabytes / batches[batches.Length / 2], "MB/s");
        var whole = Measure.Each(5, 9, _ => Read(path, reader => reader.ReadAll().Sum(frame => (long)frame.StepCount)));
        Measure.Print("csv whole file", megabytes / whole[whole.Length / 2], "MB/s");
    }

    private static void Read(string path, Func<SeriesCsvReader, long> read)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using var reader = new SeriesCsvReader(file, path);
        if (read(reader) == 0) throw new InvalidOperationException("No rows.");
    }

    private static void Make(string path)
    {
        var random = new Random(1);
        var values = new double[6_667 * 159];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble();
        var times = new long[6_667];
        for (var row = 0; row < times.Length; row++) times[row] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(5 * row).Ticks;
        using var file = File.Create(path);
        SeriesCsvWriter.Write(file, [new SeriesFrame("", [.. Enumerable.Range(0, 159).Select(signal => $"signal_{signal}")], new TimeAxis(TimeKind.Timestamp, times), values)]);
    }
}
