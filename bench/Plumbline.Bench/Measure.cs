using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plumbline.Bench;

/// <summary>Timing, and the JSON lines that bench/peers/ratios.py and budgets.py read.</summary>
internal static class Measure
{
    /// <summary>Seconds of each run, sorted; those before them warm up.</summary>
    public static double[] Each(int warmups, int runs, Action<int> action)
    {
        for (var run = 0; run < warmups; run++) action(run);
        var seconds = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            action(run);
            seconds[run] = (double)(Stopwatch.GetTimestamp() - begun) / Stopwatch.Frequency;
        }
        Array.Sort(seconds);
        return seconds;
    }

    public static double Median(double[] sorted) => sorted[sorted.Length / 2];

    /// <summary>One measured figure, one line. What is the same on both sides of a comparison has the same name.</summary>
    /// <param name="work">Billions of float operations: of one item where the unit is a rate, of the whole where it is a time; 0 where nobody asks.</param>
    public static void Print(string what, double value, string unit, double work = 0, string side = "plumbline")
    {
        var gigaflops = work == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $",\"gflop\":{work:R}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{{\"side\":\"{side}\",\"what\":\"{JsonEncodedText.Encode(what)}\",\"value\":{value:R},\"unit\":\"{unit}\"{gigaflops}}}"));
    }

    /// <summary>Median, 90 and 99 of 100 in microseconds.</summary>
    public static void PrintLatencies(string what, double[] sorted, double work, string side = "plumbline")
    {
        foreach (var percentile in (int[])[50, 90, 99])
            Print($"{what} p{percentile}", sorted[sorted.Length * percentile / 100] * 1e6, "us", percentile == 50 ? work : 0, side);
    }
}
