using Plumbline.Data;

namespace Plumbline.Tests.Failures;

/// <summary>A small fleet whose failing disks gather errors for a week before they fail.</summary>
internal static class Disks
{
    public static readonly string[] Signals = ["age", "errors", "temperature"];

    public static List<SeriesFrame> Fleet(int healthy = 30, int failing = 10, int days = 30, int seed = 1)
    {
        var random = new Random(seed);
        var fleet = new List<SeriesFrame>();
        for (var i = 0; i < healthy + failing; i++)
        {
            var fails = i >= healthy;
            var life = fails ? random.Next(14, days + 1) : days;
            var values = new double[life * Signals.Length];
            double age = random.Next(0, 20_000), errors = random.Next(0, 3);
            for (var day = 0; day < life; day++)
            {
                age += 24;
                if (fails && life - 1 - day <= 7) errors += random.Next(5, 60);
                values[day * 3] = age;
                values[(day * 3) + 1] = errors;
                values[(day * 3) + 2] = 25 + (5 * random.NextDouble());
            }
            var labels = new int[life];
            if (fails) labels[^1] = 1;
            fleet.Add(new SeriesFrame($"disk{i:00}", Signals, Dated(0, life), values, labels));
        }
        return fleet;
    }

    /// <summary>Days from 2026-01-01 on.</summary>
    public static TimeAxis Dated(int first, int count, Func<int, bool>? kept = null) => new(TimeKind.Timestamp,
        Enumerable.Range(first, count).Where(day => kept?.Invoke(day) ?? true).Select(day => At(day)).ToArray());

    public static long At(int day) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).Ticks;
}
