using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Rows of one entity whose steps are not all judged yet, and the results of those that are.</summary>
internal sealed class WaitingRows
{
    private readonly List<(SeriesFrame Frame, long[] StepOfRow)> frames = [];
    private readonly List<JudgedStep> results = []; // of the steps from firstResult on
    private long firstResult;
    private long given; // steps
    private int taken; // rows of the first frame

    /// <summary>Number of the first row in its source; the largest there is when none waits.</summary>
    public long First => frames.Count == 0 ? long.MaxValue : frames[0].Frame.Rows.Span[taken];

    /// <param name="stepOfRow">[row], of the frame's steps.</param>
    /// <param name="steps">That the frame has.</param>
    public void Add(SeriesFrame frame, ReadOnlySpan<int> stepOfRow, int steps)
    {
        var numbers = new long[stepOfRow.Length];
        for (var row = 0; row < numbers.Length; row++) numbers[row] = given + stepOfRow[row];
        if (numbers.Length > 0) frames.Add((frame, numbers));
        given += steps;
    }

    /// <summary>The result of the next step.</summary>
    public void Judged(in JudgedStep step) => results.Add(step);

    /// <summary>Takes the first rows away, as far as their steps are judged.</summary>
    public ScoredRows Take(Detector detector, string entity)
    {
        var (parts, count) = (new List<SeriesFrame>(), 0);
        var end = firstResult + results.Count;
        var rows = new List<long>();
        while (frames.Count > 0)
        {
            var (frame, stepOfRow) = frames[0];
            var from = taken;
            while (taken < stepOfRow.Length && stepOfRow[taken] < end) rows.Add(stepOfRow[taken++]);
            if (taken > from) parts.Add(from == 0 && taken == frame.StepCount ? frame : frame.Slice(from, taken - from));
            if (taken < stepOfRow.Length) break;
            frames.RemoveAt(0);
            taken = 0;
        }
        var scored = new ScoredRows(Join(parts, detector, entity), detector.Preprocessor.Signals, new double[rows.Count], detector.Threshold.Value,
            new VerdictStatus[rows.Count], new int[rows.Count], new float[rows.Count]);
        foreach (var step in rows)
        {
            var result = results[(int)(step - firstResult)];
            (scored.RawScores[count], scored.Statuses[count], scored.TopSignals[count], scored.TopShares[count]) = (result.RawScore, result.Status, result.TopSignal, result.TopShare);
            count++;
        }
        var needed = frames.Count == 0 ? end : Math.Min(end, frames.Min(frame => frame.StepOfRow.Min()));
        results.RemoveRange(0, (int)Math.Max(0, needed - firstResult));
        firstResult = Math.Max(firstResult, needed);
        return scored;
    }

    private static SeriesFrame Join(List<SeriesFrame> parts, Detector detector, string entity)
    {
        if (parts.Count == 1) return parts[0];
        if (parts.Count == 0) return new SeriesFrame(entity, detector.Preprocessor.Signals, TimeAxis.Counting(0), default);
        return new SeriesFrame(entity, parts[0].Signals, new TimeAxis(parts[0].Time.Kind, Joined(parts, part => part.Time.Values)), Joined(parts, part => part.Values),
            Joined(parts, part => part.Labels), Joined(parts, part => part.Rows), parts[0].Source);
    }

    private static T[] Joined<T>(List<SeriesFrame> parts, Func<SeriesFrame, ReadOnlyMemory<T>> values) => [.. parts.SelectMany(part => values(part).ToArray())];
}
