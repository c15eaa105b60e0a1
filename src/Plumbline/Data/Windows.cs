namespace Plumbline.Data;

/// <summary>All windows of a fixed length over runs of prepared values, without copying: each is a slice of its run.</summary>
/// <remarks>A window never crosses from one run to the next, so it never crosses an entity, a long gap or a segment border.</remarks>
public sealed class Windows
{
    private readonly ReadOnlyMemory<float>[] runs;
    private readonly int[] firstWindow;

    /// <param name="runs">Each [step, signal] row-major, prepared values of consecutive steps of one entity.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="length">Steps in a window, at least 1.</param>
    /// <param name="stride">Steps from one window's start to the next one's, at least 1.</param>
    public Windows(IEnumerable<ReadOnlyMemory<float>> runs, int signalCount, int length, int stride = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        SignalCount = signalCount;
        Length = length;
        Stride = stride;
        this.runs = runs.Where(run => run.Length >= length * signalCount).ToArray();
        firstWindow = new int[this.runs.Length + 1];
        for (var run = 0; run < this.runs.Length; run++)
            firstWindow[run + 1] = firstWindow[run] + ((this.runs[run].Length / signalCount) - length) / stride + 1;
    }

    public int SignalCount { get; }

    public int Length { get; }

    public int Stride { get; }

    /// <summary>Number of windows; a run shorter than a window gives none.</summary>
    public int Count => firstWindow[^1];

    /// <summary>Values in one window: <see cref="Length"/> x <see cref="SignalCount"/>.</summary>
    public int Width => Length * SignalCount;

    /// <summary>[step, signal] of each run that holds a window.</summary>
    internal IReadOnlyList<ReadOnlyMemory<float>> Runs => runs;

    /// <summary>Whether no window of the same run comes before it.</summary>
    public bool StartsRun(int window) => Array.BinarySearch(firstWindow, window) >= 0;

    /// <summary>One window, [step, signal]; windows are numbered run by run in time order.</summary>
    public ReadOnlySpan<float> this[int window]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)window, (uint)Count, nameof(window));
            var run = Array.BinarySearch(firstWindow, window);
            if (run < 0) run = ~run - 1;
            while (firstWindow[run + 1] == window) run++;
            return runs[run].Span.Slice((window - firstWindow[run]) * Stride * SignalCount, Width);
        }
    }

    /// <summary>The ends of some windows: as many windows in the same order, of the last steps of each.</summary>
    /// <param name="first">First window.</param>
    /// <param name="count">Windows, at least 0.</param>
    /// <param name="length">Steps of each that stay, 1 to <see cref="Length"/>.</param>
    internal Windows Ends(int first, int count, int length)
    {
        var parts = new List<ReadOnlyMemory<float>>();
        for (var run = 0; run < runs.Length; run++)
        {
            var (from, end) = (Math.Max(first, firstWindow[run]) - firstWindow[run], Math.Min(first + count, firstWindow[run + 1]) - firstWindow[run]);
            if (from >= end) continue;
            var start = (from * Stride) + Length - length;
            parts.Add(runs[run].Slice(start * SignalCount, (((end - 1) * Stride) + Length - start) * SignalCount));
        }
        return new Windows(parts, SignalCount, length, Stride);
    }
}
