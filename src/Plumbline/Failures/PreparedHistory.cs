using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>One entity's history as models see it: scaled, on the time grid, without gaps.</summary>
internal sealed class PreparedHistory
{
    private readonly PreparedFrame prepared;
    private readonly double mostImputed;
    private readonly bool pad;
    private readonly int[] segmentStarts; // first step of the segment that each step is in
    private readonly int[] imputed; // values before each step that were not observed

    private PreparedHistory(SeriesFrame frame, PreparedFrame prepared, FailureOptions options)
    {
        (Entity, this.prepared, mostImputed, pad) = (frame.Entity, prepared, options.Prepare.Gaps.MostImputed, options.Windows.Pad);
        FailureStep = ScoredHistory.FailureOf(frame) is { } row ? prepared.StepOfRow.Span[row] : null;
        segmentStarts = new int[prepared.StepCount];
        foreach (var segment in prepared.Segments) segmentStarts.AsSpan(segment.Start, segment.Length).Fill(segment.Start);
        imputed = new int[prepared.StepCount + 1];
        var origins = prepared.Origins.Span;
        for (var step = 0; step < prepared.StepCount; step++)
        {
            imputed[step + 1] = imputed[step];
            foreach (var origin in origins.Slice(step * prepared.SignalCount, prepared.SignalCount))
                if (origin != ValueOrigin.Observed) imputed[step + 1]++;
        }
    }

    public string Entity { get; }

    public int StepCount => prepared.StepCount;

    public int SignalCount => prepared.SignalCount;

    /// <summary>Null of an entity that does not fail.</summary>
    public int? FailureStep { get; }

    /// <summary>First step of the segment that a step is in. Steps of different segments are further apart than their numbers say.</summary>
    public int SegmentStart(int step) => segmentStarts[step];

    public int StepOfRow(int row) => prepared.StepOfRow.Span[row];

    public static PreparedHistory Of(SeriesFrame frame, FailureOptions options, Preprocessor preprocessor) =>
        new(frame, preprocessor.Transform(frame), options);

    /// <summary>Whether there is a window that ends with this step: inside one segment, or padded, and more observed than the gap policy asks for.</summary>
    public bool HasWindow(int end, int length)
    {
        var start = Math.Max(end - length + 1, pad ? segmentStarts[end] : int.MinValue);
        return start >= segmentStarts[end] && imputed[end + 1] - imputed[start] <= mostImputed * (end - start + 1) * SignalCount;
    }

    /// <summary>[step, signal].</summary>
    public ReadOnlyMemory<float> Window(int end, int length)
    {
        var (start, first) = (end - length + 1, segmentStarts[end]);
        if (start >= first) return prepared.Values.Slice(start * SignalCount, length * SignalCount);
        var padded = new float[length * SignalCount];
        for (var step = 0; step < length; step++) prepared.Values.Slice(Math.Max(start + step, first) * SignalCount, SignalCount).CopyTo(padded.AsMemory(step * SignalCount));
        return padded;
    }
}
