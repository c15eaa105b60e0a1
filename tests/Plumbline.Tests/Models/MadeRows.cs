using Plumbline.Data;
using Plumbline.Tests.Neural;

namespace Plumbline.Tests.Models;

/// <summary>The rows that Recorded/scikit_learn.py makes, and what it recorded of them.</summary>
internal static class MadeRows
{
    public static float[] Of(uint seed, int count, int signals)
    {
        var state = seed;
        var plain = new double[count * signals];
        for (var i = 0; i < plain.Length; i++)
        {
            for (var k = 0; k < 12; k++) plain[i] += (state = (1664525 * state) + 1013904223) / 4294967296.0;
            plain[i] = (plain[i] - 6) * (1 + (i % signals));
        }
        return [.. plain.Select((value, i) => (float)(value + (i % signals == 0 ? 0 : plain[i - 1] / 3)))];
    }

    public static Windows AsWindows(float[] rows, int signals, int length = 1) => new([rows], signals, length);

    public static double[] Recorded(string name, string what) => RecordedTests.Recorded("scikit_learn.txt", "Models").Single(line => line.Case == name && line.What == what).Values;
}
