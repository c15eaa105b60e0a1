using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Which step each row goes to, and where the segments are.</summary>
internal sealed class StepLayout
{
    private readonly int[] rows;
    private readonly int stepCount;

    private StepLayout(int[] rows, int[] stepOfRow, int stepCount, List<StepRange> segments, bool continuesSegment)
    {
        this.rows = rows;
        this.stepCount = stepCount;
        StepOfRow = stepOfRow;
        Segments = segments;
        ContinuesSegment = continuesSegment;
    }

    public int[] StepOfRow { get; }

    public IReadOnlyList<StepRange> Segments { get; }

    public bool ContinuesSegment { get; }

    /// <param name="rows">Rows in time order.</param>
    /// <param name="advances">Steps from the row before, [row in time order].</param>
    /// <param name="gaps">null when rows are steps whatever their times.</param>
    /// <param name="isStart">No row came before.</param>
    public static StepLayout Create(int[] rows, long[] advances, GapPolicy? gaps, bool isStart)
    {
        var stepOfRow = new int[rows.Length];
        var segments = new List<StepRange>();
        var (step, segmentStart, continues) = (-1, 0, !isStart);
        for (var i = 0; i < rows.Length; i++)
        {
            // A row with the time of the last row of the frame before has no step to join any more; it gets one of its own.
            var advance = Math.Max(advances[i], step < 0 ? 1 : 0);
            var missing = advance - 1;
            var longest = gaps is null or { Fill: GapFill.None } ? 0 : gaps.Longest;
            if (gaps is not null && missing > longest)
            {
                if (step >= segmentStart) segments.Add(new StepRange(segmentStart, step));
                else continues = false;
                segmentStart = ++step;
            }
            else step += gaps is null ? (int)Math.Min(advance, 1) : (int)advance;
            stepOfRow[rows[i]] = step;
        }
        if (step >= segmentStart) segments.Add(new StepRange(segmentStart, step));
        return new StepLayout(rows, stepOfRow, step + 1, segments, continues);
    }

    /// <summary>Raw values by step, [step, signal]; NaN where nothing was observed.</summary>
    public double[] Gather(SeriesFrame frame, int[] columns, DuplicateTimes duplicates)
    {
        var raw = new double[stepCount * columns.Length];
        raw.AsSpan().Fill(double.NaN);
        var counts = duplicates == DuplicateTimes.Mean ? new int[raw.Length] : [];
        foreach (var row in rows)
        {
            var source = frame.Row(row);
            var offset = StepOfRow[row] * columns.Length;
            for (var signal = 0; signal < columns.Length; signal++)
            {
                var value = source[columns[signal]];
                if (double.IsNaN(value)) continue;
                ref var target = ref raw[offset + signal];
                if (double.IsNaN(target) || duplicates is DuplicateTimes.Last or DuplicateTimes.Error) target = value;
                else if (duplicates == DuplicateTimes.Mean) target += (value - target) / (counts[offset + signal] + 1);
                if (counts.Length > 0) counts[offset + signal]++;
            }
        }
        return raw;
    }
}
