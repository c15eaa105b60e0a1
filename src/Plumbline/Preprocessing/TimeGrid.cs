using Plumbline.Data;
using Plumbline.Statistics;

namespace Plumbline.Preprocessing;

/// <summary>The step length of a data set, and how its rows are laid on steps.</summary>
/// <param name="Options">As given.</param>
/// <param name="Period">Ticks of 100 ns or index units; 0 when there is no grid: every row is then one step.</param>
/// <param name="RegularShare">Share of the fit rows that lie within the tolerance of the grid, 0 to 1.</param>
public sealed record TimeGrid(TimeGridOptions Options, long Period, double RegularShare)
{
    // Below this share of rows near the grid, "the period" explains too little of the data to speak of missing steps.
    private const double LeastRegularShare = 0.5;

    /// <summary>Finds the period: the median distance of neighbouring rows, refined to the mean of the distances near it.</summary>
    public static TimeGrid Fit(IReadOnlyList<SeriesFrame> frames, TimeGridOptions options)
    {
        if (!options.Enabled) return new TimeGrid(options, 0, 0);
        var distances = new List<double>();
        foreach (var frame in frames)
        {
            var times = frame.Time.Values.ToArray();
            Array.Sort(times);
            for (var step = 1; step < times.Length; step++)
            {
                if (times[step] > times[step - 1]) distances.Add(times[step] - times[step - 1]);
            }
        }
        if (distances.Count == 0) return new TimeGrid(options, 0, 0);

        var unit = frames[0].Time.Kind == TimeKind.Timestamp ? TimeSpan.TicksPerSecond : 1;
        var period = options.Period is { } seconds ? Math.Max(1, (long)(seconds * unit)) : Refine(distances, options.Tolerance);
        var regular = distances.Count(distance =>
        {
            var steps = Math.Max(1, Math.Round(distance / period));
            return Math.Abs(distance - (steps * period)) <= options.Tolerance * period;
        });
        var share = (double)regular / distances.Count;
        return new TimeGrid(options, share >= LeastRegularShare || options.Period is not null ? period : 0, share);
    }

    /// <summary>Orders the rows of a frame and numbers their steps.</summary>
    /// <param name="frame">Rows of one entity.</param>
    /// <param name="previous">Time of the row before the frame, or null at the start of an entity.</param>
    /// <returns>For each row in time order its index in the frame and how many steps it comes after the one before
    /// (0: the same step, 1: the next one, more: steps are missing between). The first row without a predecessor has 1.</returns>
    /// <exception cref="DataFormatException">A time comes twice or goes back, and the options do not allow it.</exception>
    public (int[] Rows, long[] Advances) Place(SeriesFrame frame, long? previous)
    {
        var times = frame.Time.Values.Span;
        var rows = new int[times.Length];
        var advances = new long[times.Length];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        if (Options.OutOfOrder == OutOfOrderRows.Sort)
        {
            var keys = times.ToArray();
            Array.Sort(keys, rows);
            // Array.Sort is not stable; equal times keep the order of the file.
            for (int start = 0, end; start < rows.Length; start = end)
            {
                for (end = start + 1; end < rows.Length && keys[end] == keys[start]; end++) { }
                Array.Sort(rows, start, end - start);
            }
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var time = times[rows[i]];
            var before = i > 0 ? times[rows[i - 1]] : previous;
            if (before is null) { advances[i] = 1; continue; }
            var distance = time - before.Value;
            if (distance < 0) throw OutOfOrder(frame, rows[i], before.Value);
            if (distance == 0)
            {
                if (Options.Duplicates == DuplicateTimes.Error) throw Duplicate(frame, rows[i]);
                advances[i] = 0;
            }
            else advances[i] = Period == 0 ? 1 : Math.Max(1, (long)Math.Round((double)distance / Period));
        }
        return (rows, advances);
    }

    private static long Refine(List<double> distances, double tolerance)
    {
        var median = Quantile.Median(distances.ToArray());
        var near = distances.Where(distance => Math.Abs(distance - median) <= tolerance * median).ToList();
        return Math.Max(1, (long)Math.Round(near.Count == 0 ? median : near.Average()));
    }

    private static DataFormatException OutOfOrder(SeriesFrame frame, int row, long before) => new(
        frame.Source, frame.Position(row),
        $"time {frame.Time.Format(row)} after {TimeAxis.Format(frame.Time.Kind, before)}{OfEntity(frame)}",
        "times that rise within an entity (prepare.grid.outOfOrder: sort accepts any order)");

    private static DataFormatException Duplicate(SeriesFrame frame, int row) => new(
        frame.Source, frame.Position(row),
        $"time {frame.Time.Format(row)} a second time{OfEntity(frame)}",
        "each time once within an entity (prepare.grid.duplicates: first, last or mean accepts repeats)");

    private static string OfEntity(SeriesFrame frame) => frame.Entity.Length == 0 ? "" : $" for entity '{frame.Entity}'";
}
