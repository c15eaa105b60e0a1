using Plumbline.Data;

namespace Plumbline.Models.Auto;

/// <summary>All fit steps one after the other, and where a stretch of them does not cross from one run to the next.</summary>
/// <param name="values">[step, signal].</param>
/// <param name="runStarts">First step of each run, ascending; and last the number of steps.</param>
internal sealed class FitSteps(float[] values, int[] runStarts, int signalCount)
{
    public float[] Values => values;

    public int SignalCount => signalCount;

    public int Count => values.Length / signalCount;

    /// <summary>The steps that windows lie over.</summary>
    public static FitSteps Of(Windows windows)
    {
        var starts = new int[windows.Runs.Count + 1];
        for (var run = 0; run < windows.Runs.Count; run++) starts[run + 1] = starts[run] + (windows.Runs[run].Length / windows.SignalCount);
        var values = new float[starts[^1] * windows.SignalCount];
        for (var run = 0; run < windows.Runs.Count; run++) windows.Runs[run].Span.CopyTo(values.AsSpan(starts[run] * windows.SignalCount));
        return new FitSteps(values, starts, windows.SignalCount);
    }

    /// <summary>[step, signal] of each run.</summary>
    public IEnumerable<ReadOnlyMemory<float>> Runs =>
        Enumerable.Range(0, runStarts.Length - 1).Select(run => new ReadOnlyMemory<float>(values, runStarts[run] * signalCount, (runStarts[run + 1] - runStarts[run]) * signalCount));

    /// <summary>The same steps with other values.</summary>
    public FitSteps With(float[] others) => new(others, runStarts, signalCount);

    /// <summary>First steps of all stretches of a length.</summary>
    public int[] Starts(int length)
    {
        var starts = new List<int>();
        for (var run = 0; run + 1 < runStarts.Length; run++)
        {
            for (var start = runStarts[run]; start + length <= runStarts[run + 1]; start++) starts.Add(start);
        }
        return [.. starts];
    }

    /// <returns>[step, signal].</returns>
    public ReadOnlySpan<float> Stretch(int start, int length) => values.AsSpan(start * signalCount, length * signalCount);
}
