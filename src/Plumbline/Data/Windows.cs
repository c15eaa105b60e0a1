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
    /// <param name="contextCount">How many of the signals, the last ones, are context; at least 0, below <paramref name="signalCount"/>.</param>
    public Windows(IEnumerable<ReadOnlyMemory<float>> runs, int signalCount, int length, int stride = 1, int contextCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(contextCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(contextCount, signalCount);
        SignalCount = signalCount;
        Length = length;
        Stride = stride;
        ContextCount = contextCount;
        this.runs = runs.Where(run => run.Length >= length * signalCount).ToArray();
        firstWindow = new int[this.runs.Length + 1];
        for (var run = 0; run < this.runs.Length; run++)
            firstWindow[run + 1] = firstWindow[run] + ((this.runs[run].Length / signalCount) - length) / stride + 1;
    }

    /// <summary>Signals in each step, context among them.</summary>
    public int SignalCount { get; }

    /// <summary>Of the signals, the last ones that only say under which circumstances the others were measured: a model may read them, but neither
    /// expects them nor finds them off.</summary>
    public int ContextCount { get; }

    /// <summary>Signals in each step that are judged: all but the context.</summary>
    public int JudgedCount => SignalCount - ContextCount;

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
    public ReadOnlySpan<float> this[int window] => At(window).Span;

    /// <summary>As many windows in the same order without the last signals of each step: copies, or these windows where nothing is left out.</summary>
    /// <param name="count">Signals to leave out, at least 0, below <see cref="SignalCount"/>; context goes first.</param>
    internal Windows WithoutLast(int count)
    {
        if (count == 0) return this;
        var kept = SignalCount - count;
        return new Windows(runs.Select(Narrowed), kept, Length, Stride, Math.Max(0, ContextCount - count));

        ReadOnlyMemory<float> Narrowed(ReadOnlyMemory<float> run)
        {
            var narrow = new float[run.Length / SignalCount * kept];
            for (var step = 0; step * kept < narrow.Length; step++) run.Span.Slice(step * SignalCount, kept).CopyTo(narrow.AsSpan(step * kept));
            return narrow;
        }
    }

    /// <summary>Some of the windows, each a run of its own, without copying.</summary>
    internal Windows Pick(IEnumerable<int> windows) => new(windows.Select(At), SignalCount, Length, 1, ContextCount);

    private ReadOnlyMemory<float> At(int window)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)window, (uint)Count, nameof(window));
        var run = Array.BinarySearch(firstWindow, window);
        if (run < 0) run = ~run - 1;
        while (firstWindow[run + 1] == window) run++;
        return runs[run].Slice((window - firstWindow[run]) * Stride * SignalCount, Width);
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
        return new Windows(parts, SignalCount, length, Stride, ContextCount);
    }
}
