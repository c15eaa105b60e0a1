using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>One round of <see cref="Cleaning"/>: which rows stand out by the errors of a fitted model.</summary>
internal sealed class WindowJudge(Preprocessor preprocessor, WindowErrors block, ErrorDistribution distribution, int round, CancellationToken cancellation)
{
    private const int NamedSignals = 3;

    public bool HasDropped { get; private set; }

    /// <summary>The frames without what stands out, cut into pieces there.</summary>
    /// <param name="runs">Of these frames.</param>
    /// <param name="windows">Over these runs.</param>
    /// <param name="budget">Steps that may yet be dropped; lowered.</param>
    /// <param name="dropped">Gets what was dropped.</param>
    public IReadOnlyList<SeriesFrame> Keep(IReadOnlyList<SeriesFrame> frames, IReadOnlyList<CleanRun> runs, Windows windows, ref int budget, List<DroppedStretch> dropped)
    {
        if (windows.Count == 0) return frames;
        var errors = new double[windows.Count];
        block.Run(windows, (first, count) =>
        {
            for (var i = 0; i < count; i++) errors[first + i] = block.Score(i, distribution);
        }, cancellation);
        var cut = ErrorKnee.Of(errors);
        if (double.IsInfinity(cut)) return frames;

        var covers = Covers(runs, windows.Length); // [run][step], windows over it that do not stand out
        var firstWindow = FirstWindows(runs, windows.Length);
        foreach (var window in Enumerable.Range(0, errors.Length).Where(window => errors[window] > cut).OrderByDescending(window => errors[window]))
        {
            if (budget == 0) break;
            var run = RunOf(firstWindow, window);
            foreach (ref var count in covers[run].AsSpan(window - firstWindow[run], windows.Length))
                if (--count == 0) budget--;
            budget = Math.Max(budget, 0);
        }
        var median = Statistics.Quantile.OfSorted(Statistics.Quantile.Sorted(errors), 0.5);
        var keeps = frames.Select(frame => new bool[frame.StepCount]).ToArray();
        foreach (var keep in keeps) keep.AsSpan().Fill(true);
        for (var run = 0; run < runs.Count; run++)
        {
            foreach (var range in StepRange.FromFlags(Array.ConvertAll(covers[run], count => count == 0)))
            {
                var frame = frames[runs[run].Frame];
                var rows = RowsOf(runs[run].Prepared, new StepRange(runs[run].Steps.Start + range.Start, runs[run].Steps.Start + range.End));
                if (rows.Length == 0) continue;
                var (from, to) = (Math.Max(0, range.Start - windows.Length + 1), Math.Min(range.End, covers[run].Length - windows.Length));
                var worst = Enumerable.Range(firstWindow[run] + from, to - from + 1).MaxBy(window => errors[window]);
                keeps[runs[run].Frame].AsSpan(rows.Start, rows.Length).Clear();
                dropped.Add(new DroppedStretch(frame.Entity, frame.Time.Format(rows.Start), frame.Time.Format(rows.End), rows.Length, round, errors[worst] / median,
                    Guilty(windows[worst])));
                HasDropped = true;
            }
        }
        return [.. frames.SelectMany((frame, i) => StepRange.FromFlags(keeps[i]).Select(rows => rows.Length == frame.StepCount ? frame : frame.Slice(rows.Start, rows.Length)))];
    }

    private List<string> Guilty(ReadOnlySpan<float> window)
    {
        window.CopyTo(block.Input(1));
        block.Compute(1);
        var bySignal = block.ContributionsBySignal(0, distribution);
        return [.. Enumerable.Range(0, bySignal.Length).OrderByDescending(signal => bySignal[signal]).Take(NamedSignals).Select(signal => preprocessor.Signals[signal])];
    }

    private static int[][] Covers(IReadOnlyList<CleanRun> runs, int length) => [.. runs.Select(run =>
        Enumerable.Range(0, run.Steps.Length).Select(step => Math.Min(step, run.Steps.Length - length) - Math.Max(0, step - length + 1) + 1).ToArray())];

    private static int[] FirstWindows(IReadOnlyList<CleanRun> runs, int length)
    {
        var first = new int[runs.Count];
        for (var run = 1; run < first.Length; run++) first[run] = first[run - 1] + runs[run - 1].Steps.Length - length + 1;
        return first;
    }

    private static int RunOf(int[] firstWindow, int window)
    {
        var run = Array.BinarySearch(firstWindow, window);
        return run < 0 ? ~run - 1 : run;
    }

    private static StepRange RowsOf(PreparedFrame prepared, StepRange steps)
    {
        var stepOfRow = prepared.StepOfRow.Span;
        var (from, to) = (0, stepOfRow.Length - 1);
        while (from < stepOfRow.Length && stepOfRow[from] < steps.Start) from++;
        while (to >= from && stepOfRow[to] > steps.End) to--;
        return new StepRange(from, to);
    }
}
