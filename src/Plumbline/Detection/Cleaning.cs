using Plumbline.Data;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Drops from the fit rows what stands out in them: fit a model, leave out the rows that fit worst, fit again on the others, and judge at the end.</summary>
/// <remarks>
/// The idea of least trimmed squares (Rousseeuw 1984): a model that has seen an anomaly for hours takes it for a way of working, so each round trusts the
/// best rows only, all but the largest share that may be dropped; whether a row is in fact dropped is decided by the last round's model, on all rows.
/// Training and calibration rows are cleaned together, by one measure. The model that the detector uses is fitted later, and on the training rows alone.
/// </remarks>
internal sealed class Cleaning(DetectorOptions options, CancellationToken cancellation)
{
    private readonly CleanOptions clean = options.Clean;
    private readonly List<DroppedStretch> dropped = [];

    /// <summary>The farthest out first; then those with silent signals.</summary>
    public IReadOnlyList<DroppedStretch> Dropped => dropped;

    public FitSplit Run(FitSplit split, Action<int, TrainingProgress> report)
    {
        var (training, calibration) = (WithoutSilence(split.Training), WithoutSilence(split.Calibration));
        IReadOnlyList<SeriesFrame> frames = [.. training, .. calibration];
        var trusted = frames.Select(frame => Enumerable.Repeat(true, frame.StepCount).ToArray()).ToArray();
        StepJudge? judge = null;
        for (var round = 1; round <= clean.Rounds; round++)
        {
            var pieces = frames.SelectMany((frame, i) => Pieces(frame, trusted[i])).ToList();
            if (pieces.Count == 0) break;
            var preprocessor = Preprocessor.Fit(pieces, options.Prepare);
            var runs = pieces.SelectMany(piece => preprocessor.Transform(piece).CleanRuns(options.Prepare.Gaps.MostImputedToLearn, clean.Model.Window));
            var windows = new Windows(runs, preprocessor.SignalCount, clean.Model.Window, contextCount: preprocessor.ContextCount);
            if (windows.Count < 2) break; // fitting says so
            var number = round;
            var model = clean.Model.Fit(windows, options.Train, new TrainingWatch { Progress = new Relay<TrainingProgress>(at => report(number, at)) }, cancellation);
            judge = new StepJudge(frames, preprocessor, model, cancellation);
            judge.Measure(trusted, clean.Share);
        }
        if (judge is null) return split.Keeping(training, calibration);

        var (keeps, standingOut) = judge.Drop(clean.Share, training.Count);
        dropped.InsertRange(0, standingOut);
        var kept = frames.Select((frame, i) => Pieces(frame, keeps[i])).ToList();
        return split.Keeping([.. kept.Take(training.Count).SelectMany(each => each)], [.. kept.Skip(training.Count).SelectMany(each => each)]);
    }

    private IReadOnlyList<SeriesFrame> WithoutSilence(IReadOnlyList<SeriesFrame> frames)
    {
        if (frames.Count == 0) return frames;
        var (keeps, silent) = SilentRows.Find(frames, options.Prepare.Gaps.Longest, clean.Share);
        var reporting = frames.SelectMany((frame, i) => Pieces(frame, keeps[i])).ToList();
        if (reporting.Count == 0) return frames;
        dropped.AddRange(silent);
        return reporting;
    }

    private static IEnumerable<SeriesFrame> Pieces(SeriesFrame frame, bool[] keeps) =>
        StepRange.FromFlags(keeps).Select(rows => rows.Length == frame.StepCount ? frame : frame.Slice(rows.Start, rows.Length));
}
