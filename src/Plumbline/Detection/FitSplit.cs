using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Which rows train, which calibrate and which may tune a threshold: by time, entity for entity, never mixed.</summary>
internal sealed class FitSplit
{
    private FitSplit(IReadOnlyList<SeriesFrame> fit, IReadOnlyList<SeriesFrame> training, IReadOnlyList<SeriesFrame> calibration, IReadOnlyDictionary<string, int> fitRows)
    {
        FitFrames = fit;
        Training = training;
        Calibration = calibration;
        FitRows = fitRows;
    }

    public IReadOnlyList<SeriesFrame> FitFrames { get; }

    public IReadOnlyList<SeriesFrame> Training { get; }

    public IReadOnlyList<SeriesFrame> Calibration { get; }

    /// <summary>Rows of each entity, from its first, that fitting has seen; later ones are unseen.</summary>
    public IReadOnlyDictionary<string, int> FitRows { get; }

    public int TrainingRows => Training.Sum(frame => frame.StepCount);

    public int CalibrationRows => Calibration.Sum(frame => frame.StepCount);

    /// <summary>The same with less to learn from.</summary>
    public FitSplit Keeping(IReadOnlyList<SeriesFrame> training, IReadOnlyList<SeriesFrame> calibration) => new(FitFrames, training, calibration, FitRows);

    public static FitSplit Of(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, List<string> notes)
    {
        var (fit, training, calibration) = (new List<SeriesFrame>(), new List<SeriesFrame>(), new List<SeriesFrame>());
        var fitRows = new Dictionary<string, int>();
        var (skipped, failed, whole) = (0, 0, 0);
        foreach (var frame in frames)
        {
            var count = CountFitRows(frame, options.Train);
            fitRows[frame.Entity] = count;
            if (count == 0) continue;
            var rows = frame.Slice(0, count);
            if (options.Train.SkipFailed && rows.HasLabels && rows.Labels.Span.ContainsAnyExcept(0))
            {
                failed++;
                continue;
            }
            if (options.Train.SkipLabelled) rows = WithoutLabelled(rows, ref skipped);
            if (rows.StepCount == 0) continue;
            if (options.Calibrate.ByEntity)
            {
                // Every so many entities one is held out: evenly over their order, whatever it means.
                fit.Add(rows);
                (HeldOut(whole + 1) > HeldOut(whole) ? calibration : training).Add(rows);
                whole++;
                continue;
            }
            var trained = Math.Max(1, rows.StepCount - (int)(rows.StepCount * options.Calibrate.Share));
            fit.Add(rows);
            training.Add(rows.Slice(0, trained));
            if (trained < rows.StepCount) calibration.Add(rows.Slice(trained, rows.StepCount - trained));
        }
        var source = frames[0].Source;
        if (training.Sum(frame => frame.StepCount) < 2)
            throw new DataFormatException(source, "", "fewer than 2 rows to train on", "more fit rows (train.rows, train.until)");
        if (calibration.Count == 0 && options.Calibrate is { ByEntity: true, Share: > 0 })
            throw new DataFormatException(source, "", $"no entity to calibrate on among {training.Count}", "more entities, a larger calibrate.share, or calibrate.byEntity: false");
        if (calibration.Count == 0 && options.Calibrate.Share > 0)
            throw new DataFormatException(source, "", "no row to calibrate on", "more fit rows, or a larger calibrate.share");
        if (failed > 0) notes.Add($"{failed} entities with a labelled row were left out whole");
        if (skipped > 0) notes.Add($"{skipped} fit rows labelled anomalous were left out");
        return new FitSplit(fit, training, calibration, fitRows);

        double HeldOut(int entities) => Math.Floor((entities * options.Calibrate.Share) + 1e-9);
    }

    /// <summary>The labelled rows outside the fit rows that a threshold is tuned on.</summary>
    /// <param name="rows">Of each entity; null for all after the fit rows.</param>
    public IReadOnlyList<SeriesFrame> Labelled(IReadOnlyList<SeriesFrame> frames, StepRange? rows)
    {
        var labelled = new List<SeriesFrame>();
        foreach (var frame in frames)
        {
            var start = rows?.Start ?? FitRows[frame.Entity];
            var end = Math.Min(rows?.End ?? frame.StepCount - 1, frame.StepCount - 1);
            if (start < FitRows[frame.Entity])
                throw new DataFormatException(frame.Source, "", $"threshold.rows from {start}", $"rows after the {FitRows[frame.Entity]} fit rows");
            if (end >= start && frame.HasLabels) labelled.Add(frame.Slice(start, end - start + 1));
        }
        if (labelled.Any(frame => frame.Labels.Span.ContainsAnyExcept(0))) return labelled;
        throw new DataFormatException(frames[0].Source, "", "no row labelled anomalous outside the fit rows",
            "labelled anomalies to tune the threshold on (or a threshold.rule without labels: logSigma, sigma, quantile, peaksOverThreshold)");
    }

    private static int CountFitRows(SeriesFrame frame, FitOptions options)
    {
        if (options.Rows is { } rows)
        {
            return rows <= frame.StepCount ? rows : throw new DataFormatException(frame.Source,
                frame.Entity.Length == 0 ? "" : $"entity '{frame.Entity}'", $"{frame.StepCount} rows", $"at least the {rows} fit rows asked for (train.rows)");
        }
        if (options.Until is not { } until) return frame.StepCount;
        if (frame.Time.Kind != TimeKind.Timestamp)
            throw new DataFormatException(frame.Source, "", "an index instead of times", "a timestamp column for train.until (or train.rows)");
        var count = 0;
        while (count < frame.StepCount && frame.Time[count] < until.Ticks) count++;
        return count;
    }

    private static SeriesFrame WithoutLabelled(SeriesFrame frame, ref int skipped)
    {
        if (!frame.HasLabels || !frame.Labels.Span.ContainsAnyExcept(0)) return frame;
        var kept = Enumerable.Range(0, frame.StepCount).Where(step => frame.Labels.Span[step] == 0).ToArray();
        skipped += frame.StepCount - kept.Length;
        var values = new double[kept.Length * frame.SignalCount];
        for (var i = 0; i < kept.Length; i++) frame.Row(kept[i]).CopyTo(values.AsSpan(i * frame.SignalCount));
        return new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(frame.Time.Kind, Array.ConvertAll(kept, step => frame.Time[step])), values,
            new int[kept.Length], Array.ConvertAll(kept, step => frame.Rows.Span[step]), frame.Source);
    }
}
