using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Models;
using Plumbline.Preprocessing;
using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>Which rows stand out by the errors of a fitted model; of <see cref="Cleaning"/>.</summary>
/// <remarks>
/// A step is judged by how far its error lies from the bulk (<see cref="TrimmedScatter"/>), and by the running median of five such distances: a fault lasts,
/// while a job that starts is a surprise for a step or two. So single wild values stay.
/// </remarks>
internal sealed class StepJudge
{
    private const int Around = 2; // steps on either side that the median is of
    private const int Turns = 4; // of the trimming; it settles in two or three
    private const int NamedSignals = 3;

    private readonly IReadOnlyList<SeriesFrame> frames;
    private readonly Preprocessor preprocessor;
    private readonly StepErrors errors;
    private readonly double[] lasting; // [step], NaN where there is no error
    private readonly double[] distances; // [step]
    private MahalanobisDistance? scatter;

    public StepJudge(IReadOnlyList<SeriesFrame> frames, Preprocessor preprocessor, IWindowModel model, CancellationToken cancellation)
    {
        (this.frames, this.preprocessor) = (frames, preprocessor);
        errors = StepErrors.Of(frames, preprocessor, model, cancellation);
        (lasting, distances) = (new double[errors.Count], new double[errors.Count]);
    }

    /// <summary>Measures every step against the bulk of them.</summary>
    /// <param name="trusted">[frame][row], the bulk to begin with; gets the bulk in the end: all but the farthest.</param>
    /// <param name="share">Of the steps that are not trusted.</param>
    public void Measure(IReadOnlyList<bool[]> trusted, double share)
    {
        var bulk = new bool[errors.Count];
        Each((step, frame, row) => bulk[step] = errors.Windows[step] > 0 && (row < 0 || trusted[frame][row]));
        for (var turn = 0; turn < Turns; turn++)
        {
            if (bulk.AsSpan().Count(true) < 2) return;
            SetDistances(bulk);
            var farthest = Quantile.Of(lasting, 1 - share);
            for (var step = 0; step < bulk.Length; step++) bulk[step] = lasting[step] <= farthest;
        }
        Each((step, frame, row) =>
        {
            if (row >= 0 && errors.Windows[step] > 0) trusted[frame][row] = bulk[step];
        });
    }

    /// <param name="share">Of the rows of either part, that may be dropped at most; of more, those farthest out.</param>
    /// <param name="training">Frames, from the first, that are the one part; the others are calibration rows.</param>
    /// <returns>[frame][row], whether to keep it; and what is not kept.</returns>
    public (bool[][] Keeps, List<DroppedStretch> Dropped) Drop(double share, int training)
    {
        var stepOfRow = frames.Select(frame => Enumerable.Repeat(-1, frame.StepCount).ToArray()).ToArray();
        Each((step, frame, row) =>
        {
            if (row >= 0) stepOfRow[frame][row] = step;
        });
        var border = StandingOut.Of(lasting);
        var standing = new List<(int Frame, StepRange Rows, int Worst)>();
        for (var frame = 0; frame < stepOfRow.Length; frame++)
        {
            var steps = stepOfRow[frame];
            foreach (var rows in StepRange.FromFlags(Array.ConvertAll(steps, step => step >= 0 && lasting[step] > border.Edge)))
            {
                var worst = steps.Skip(rows.Start).Take(rows.Length).MaxBy(step => lasting[step]);
                if (lasting[worst] > border.Core) standing.Add((frame, rows, worst));
            }
        }

        var keeps = frames.Select(frame => Enumerable.Repeat(true, frame.StepCount).ToArray()).ToArray();
        var dropped = new List<DroppedStretch>();
        int[] budgets = [(int)(share * frames.Take(training).Sum(frame => frame.StepCount)), (int)(share * frames.Skip(training).Sum(frame => frame.StepCount))];
        var median = Quantile.Median(lasting);
        foreach (var (frame, rows, worst) in standing.OrderByDescending(each => lasting[each.Worst]))
        {
            ref var budget = ref budgets[frame < training ? 0 : 1];
            if (rows.Length > budget) continue;
            budget -= rows.Length;
            keeps[frame].AsSpan(rows.Start, rows.Length).Clear();
            var time = frames[frame].Time;
            dropped.Add(new DroppedStretch(frames[frame].Entity, time.Format(rows.Start), time.Format(rows.End), rows.Length, lasting[worst] / median, Guilty(worst)));
        }
        return (keeps, dropped);
    }

    private void SetDistances(ReadOnlySpan<bool> bulk)
    {
        scatter = TrimmedScatter.Of(errors, bulk);
        var row = new double[errors.Width];
        for (var step = 0; step < distances.Length; step++)
        {
            TensorPrimitives.ConvertChecked(errors[step], row);
            distances[step] = errors.Windows[step] > 0 ? scatter.Of(row) : double.NaN;
        }
        var first = 0;
        foreach (var run in errors.Runs)
        {
            RunningMedian(distances.AsSpan(first, run.Steps.Length), lasting.AsSpan(first, run.Steps.Length));
            first += run.Steps.Length;
        }
    }

    private static void RunningMedian(ReadOnlySpan<double> values, Span<double> medians)
    {
        for (var step = 0; step < values.Length; step++)
        {
            var (from, to) = (Math.Max(0, step - Around), Math.Min(values.Length - 1, step + Around));
            medians[step] = double.IsNaN(values[step]) ? double.NaN : Quantile.Median(values[from..(to + 1)]);
        }
    }

    private List<string> Guilty(int step)
    {
        if (errors.Width == 1) return [];
        var (row, parts) = (new double[errors.Width], new double[errors.Width]);
        TensorPrimitives.ConvertChecked(errors[step], row);
        scatter!.Contributions(row, parts);
        return [.. Enumerable.Range(0, parts.Length).OrderByDescending(signal => parts[signal]).Take(NamedSignals).Select(signal => preprocessor.Signals[signal])];
    }

    // Every step with its frame and the frame's row, -1 for one that fills a gap.
    private void Each(Action<int, int, int> visit)
    {
        var first = 0;
        foreach (var run in errors.Runs)
        {
            var rowOfStep = new int[run.Steps.Length];
            rowOfStep.AsSpan().Fill(-1);
            var stepOfRow = run.Prepared.StepOfRow.Span;
            for (var row = 0; row < stepOfRow.Length; row++)
                if (stepOfRow[row] >= run.Steps.Start && stepOfRow[row] <= run.Steps.End) rowOfStep[stepOfRow[row] - run.Steps.Start] = row;
            for (var step = 0; step < rowOfStep.Length; step++) visit(first + step, run.Frame, rowOfStep[step]);
            first += run.Steps.Length;
        }
    }
}
