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

    /// <summary>Orders rows and numbers their steps.</summary>
    /// <param name="given">Rows of one entity.</param>
    /// <param name="previous">Time of the row before them, or null at the start of an entity.</param>
    /// <param name="rows">For each row in time order its index.</param>
    /// <param name="advances">And how many steps it comes after the one before (0: the same step, 1: the next one, more: steps are missing between). The first row
    /// without a predecessor has 1.</param>
    /// <exception cref="DataFormatException">A time comes twice or goes back, and the options do not allow it.</exception>
    internal void Place(in GivenRows given, long? previous, Span<int> rows, Span<long> advances)
    {
        var times = given.Times;
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        if (Options.OutOfOrder == OutOfOrderRows.Sort && rows.Length > 1) Sort(times, rows);

        for (var i = 0; i < rows.Length; i++)
        {
            var time = times[rows[i]];
            var before = i > 0 ? times[rows[i - 1]] : previous;
            if (before is null) { advances[i] = 1; continue; }
            var distance = time - before.Value;
            if (distance < 0) throw OutOfOrder(given, rows[i], before.Value);
            if (distance == 0)
            {
                if (Options.Duplicates == DuplicateTimes.Error) throw Duplicate(given, rows[i]);
                advances[i] = 0;
            }
            else advances[i] = Period == 0 ? 1 : Math.Max(1, (long)Math.Round((double)distance / Period));
        }
    }

    private static void Sort(ReadOnlySpan<long> times, Span<int> rows)
    {
        var keys = times.ToArray();
        keys.AsSpan().Sort(rows);
        // Sorting is not stable; equal times keep the order of the file.
        for (int start = 0, end; start < rows.Length; start = end)
        {
            for (end = start + 1; end < rows.Length && keys[end] == keys[start]; end++) { }
            rows[start..end].Sort();
        }
    }

    private static long Refine(List<double> distances, double tolerance)
    {
        var median = Quantile.Median(distances.ToArray());
        var near = distances.Where(distance => Math.Abs(distance - median) <= tolerance * median).ToList();
        return Math.Max(1, (long)Math.Round(near.Count == 0 ? median : near.Average()));
    }

    private static DataFormatException OutOfOrder(in GivenRows given, int row, long before) => given.Fault(row,
        $"time {given.Format(row)} after {TimeAxis.Format(given.Kind, before)}", "times that rise within an entity (prepare.grid.outOfOrder: sort accepts any order)");

    private static DataFormatException Duplicate(in GivenRows given, int row) => given.Fault(row,
        $"time {given.Format(row)} a second time", "each time once within an entity (prepare.grid.duplicates: first, last or mean accepts repeats)");
}
