using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Which step each row goes to, and where the segments are; laid anew for each rows that are given.</summary>
internal sealed class StepLayout
{
    private readonly List<StepRange> segments = [];
    private int[] rows = []; // in time order
    private long[] advances = []; // [row in time order], steps from the row before
    private int[] stepOfRow = [];
    private int[] counts = [];
    private int rowCount;

    public int StepCount { get; private set; }

    public ReadOnlyMemory<int> StepOfRow => stepOfRow.AsMemory(0, rowCount);

    public IReadOnlyList<StepRange> Segments => segments;

    public bool ContinuesSegment { get; private set; }

    /// <summary>The row that comes last in time; there must be one.</summary>
    public int LastRow => rows[rowCount - 1];

    /// <param name="gaps">null when rows are steps whatever their times.</param>
    /// <param name="previous">Time of the row before, or null at the start of an entity.</param>
    /// <exception cref="DataFormatException">A time comes twice or goes back, and the grid does not allow it.</exception>
    public void Lay(in GivenRows given, TimeGrid grid, GapPolicy? gaps, long? previous)
    {
        if (rows.Length < given.Count) (rows, advances, stepOfRow) = (new int[given.Count], new long[given.Count], new int[given.Count]);
        (rowCount, StepCount) = (0, 0);
        grid.Place(given, previous, rows.AsSpan(0, given.Count), advances.AsSpan(0, given.Count));
        rowCount = given.Count;
        segments.Clear();
        var (step, segmentStart, continues) = (-1, 0, previous is not null);
        for (var i = 0; i < rowCount; i++)
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
        (StepCount, ContinuesSegment) = (step + 1, continues);
    }

    /// <summary>Raw values by step; NaN where nothing was observed.</summary>
    /// <param name="raw">[step, column], written whole.</param>
    public void Gather(in GivenRows given, DuplicateTimes duplicates, Span<double> raw)
    {
        raw.Fill(double.NaN);
        if (duplicates == DuplicateTimes.Mean)
        {
            if (counts.Length < raw.Length) counts = new int[raw.Length];
            counts.AsSpan(0, raw.Length).Clear();
        }
        var columns = given.Columns;
        foreach (var row in rows.AsSpan(0, rowCount))
        {
            var source = given.Row(row);
            var offset = stepOfRow[row] * columns.Length;
            for (var signal = 0; signal < columns.Length; signal++)
            {
                var value = source[columns[signal]];
                if (double.IsNaN(value)) continue;
                ref var target = ref raw[offset + signal];
                if (double.IsNaN(target) || duplicates is DuplicateTimes.Last or DuplicateTimes.Error) target = value;
                else if (duplicates == DuplicateTimes.Mean) target += (value - target) / (counts[offset + signal] + 1);
                if (duplicates == DuplicateTimes.Mean) counts[offset + signal]++;
            }
        }
    }
}
