using System.Globalization;

namespace Plumbline.Tests.Statistics;

/// <summary>The series of Recorded/density.py and what scikit-learn makes of it.</summary>
internal static class RecordedSeries
{
    public const int SignalCount = 3;

    /// <summary>[step, signal].</summary>
    public static double[] Values { get; } = [.. Enumerable.Range(0, 240).SelectMany(step => Enumerable.Range(0, 3).Select(signal =>
        (4 * Math.Sin((1.3 * (step / 20 % 3)) + signal)) + Uniform((3.0 * step) + signal + 1) + (0.8 * Uniform((3.0 * step) + 1))))];

    public static double[] Recorded(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Plumbline.slnx"))) root = root.Parent;
        return File.ReadLines(Path.Combine(root.FullName, "tests/Plumbline.Tests/Statistics/Recorded/density.txt")).Select(line => line.Split(' ')).Single(words => words[0] == name)
            .Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
    }

    private static double Uniform(double n)
    {
        var value = 10_000 * Math.Sin(n);
        return value - Math.Floor(value);
    }
}
