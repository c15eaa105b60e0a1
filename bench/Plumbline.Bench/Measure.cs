using System.Diagnostics;
using System.Text.Json;

namespace Plumbline.Bench;

/// <summary>Timing, and the JSON lines that bench/peers/ratios.py reads.</summary>
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

    /// <summary>One measured figure, one line. What is the same on both sides of a comparison has the same name.</summary>
    public static void Print(string what, double value, string unit) =>
        Console.WriteLine($"{{\"side\":\"plumbline\",\"what\":\"{JsonEncodedText.Encode(what)}\",\"value\":{value:R},\"unit\":\"{unit}\"}}");
}
