using Plumbline.Data;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Drops from the fit rows what stands out in them: fit a model, drop, fit again on what is left.</summary>
/// <remarks>
/// A step is dropped when every window over it stands out (<see cref="ErrorKnee"/>), for a window around an anomaly is off as a whole. Runs are cut
/// there, so that no later window reaches over a dropped step. Preparation is fitted anew each round: anomalies widen the scales, too.
/// </remarks>
internal sealed class Cleaning(DetectorOptions options, CancellationToken cancellation)
{
    private readonly List<DroppedStretch> dropped = [];
    private readonly CleanOptions clean = options.Clean;

    /// <summary>In time order within each round.</summary>
    public IReadOnlyList<DroppedStretch> Dropped => dropped;

    public FitSplit Run(FitSplit split, Action<int, TrainingProgress> report)
    {
        int[] budgets = [(int)(clean.Share * split.TrainingRows), (int)(clean.Share * split.CalibrationRows)];
        for (var round = 1; round <= clean.Rounds; round++)
        {
            var preprocessor = Preprocessor.Fit(split.Training, options.Prepare);
            var training = Runs(preprocessor, split.Training);
            var windows = WindowsOf(preprocessor, training);
            if (windows.Count < 2) break; // fitting says so
            var number = round;
            var model = clean.Model.Fit(windows, options.Train, new TrainingWatch { Progress = new Relay<TrainingProgress>(at => report(number, at)) }, cancellation);
            var block = new WindowErrors(model);
            var normal = new ErrorAccumulator(new CalibrationOptions(), block.ErrorSteps, model.SignalCount);
            block.Run(windows, (_, count) => normal.Add(block.AllErrors(count)), cancellation);

            var judge = new WindowJudge(preprocessor, block, normal.ToDistribution(), round, cancellation);
            var kept = judge.Keep(split.Training, training, windows, ref budgets[0], dropped);
            var calibration = Runs(preprocessor, split.Calibration);
            var keptCalibration = judge.Keep(split.Calibration, calibration, WindowsOf(preprocessor, calibration), ref budgets[1], dropped);
            if (!judge.HasDropped) break;
            split = split.Keeping(kept, keptCalibration);
        }
        return split;
    }

    private List<CleanRun> Runs(Preprocessor preprocessor, IReadOnlyList<SeriesFrame> frames)
    {
        var runs = new List<CleanRun>();
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var prepared = preprocessor.Transform(frames[frame]);
            foreach (var steps in prepared.CleanRanges(options.Prepare.Gaps.MostImputedToLearn))
                if (steps.Length >= clean.Model.Window) runs.Add(new CleanRun(frame, prepared, steps));
        }
        return runs;
    }

    private Windows WindowsOf(Preprocessor preprocessor, List<CleanRun> runs) => new(runs.Select(run => run.Values), preprocessor.SignalCount, clean.Model.Window);
}
