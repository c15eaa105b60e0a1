using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>One entity's rows on the time grid, scaled, with no value missing any more.</summary>
/// <param name="SignalCount">Signals in each step.</param>
/// <param name="Values">[step, signal], scaled; never NaN.</param>
/// <param name="Origins">[step, signal].</param>
/// <param name="Segments">Runs of steps without a gap longer than the policy allows; windows stay inside one.</param>
/// <param name="StepOfRow">Step of each row of the source frame, [row].</param>
/// <param name="ContinuesSegment">The first segment continues the last one of the frame before.</param>
/// <param name="CalendarCount">How many of the signals, the last ones, are derived from the time: they are never missing, and do not count where something is.</param>
public sealed record PreparedFrame(int SignalCount, ReadOnlyMemory<float> Values, ReadOnlyMemory<ValueOrigin> Origins,
    IReadOnlyList<StepRange> Segments, ReadOnlyMemory<int> StepOfRow, bool ContinuesSegment, int CalendarCount = 0)
{
    public int StepCount => Values.Length / SignalCount;

    /// <summary>Share of a step's values that were not observed, 0 to 1.</summary>
    public double ImputedShare(int step) => (double)Imputed(step) / (SignalCount - CalendarCount);

    /// <summary>The runs of steps that may be learned from: inside segments, without windows of which too much is imputed.</summary>
    /// <param name="mostImputed">Largest share of a window's values, 0 to 1, as when it is scored.</param>
    /// <param name="window">Steps the model looks at together, at least 1. A filled step in the midst of known ones spoils a row, but not a long window.</param>
    public IEnumerable<ReadOnlyMemory<float>> CleanRuns(double mostImputed, int window) =>
        CleanRanges(mostImputed, window).Select(steps => Values.Slice(steps.Start * SignalCount, steps.Length * SignalCount));

    /// <summary>Where <see cref="CleanRuns"/> lie.</summary>
    /// <inheritdoc cref="CleanRuns"/>
    public IEnumerable<StepRange> CleanRanges(double mostImputed, int window)
    {
        foreach (var segment in Segments)
        {
            var (start, imputed) = (segment.Start, 0);
            for (var step = segment.Start; step <= segment.End; step++)
            {
                imputed += Imputed(step);
                if (step - start >= window) imputed -= Imputed(step - window);
                var looked = Math.Min(window, step - start + 1);
                if (imputed <= mostImputed * looked * (SignalCount - CalendarCount)) continue;
                if (step > start) yield return new StepRange(start, step - 1);
                (start, imputed) = (step + 1, 0);
            }
            if (start <= segment.End) yield return new StepRange(start, segment.End);
        }
    }

    // Values of a step that were not observed.
    private int Imputed(int step)
    {
        var count = 0;
        foreach (var origin in Origins.Span.Slice(step * SignalCount, SignalCount))
        {
            if (origin != ValueOrigin.Observed) count++;
        }
        return count;
    }
}
