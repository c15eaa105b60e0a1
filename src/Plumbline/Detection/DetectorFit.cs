using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Makes a detector of raw frames and options: the three phases in order, each on rows the one before has not seen.</summary>
public sealed class DetectorFit
{
    private const double CleaningShare = 0.4; // of the time, roughly

    private readonly DetectorOptions options;
    private readonly IProgress<FitProgress>? progress;
    private readonly TimeProvider time;
    private readonly CancellationToken cancellation;
    private readonly List<string> notes = [];
    private TrainingCheckpoints? checkpoints;
    private FitLook? look;
    private IReadOnlyList<DroppedStretch>? dropped;
    private double reported;

    private DetectorFit(DetectorOptions options, IProgress<FitProgress>? progress, TimeProvider time, CancellationToken cancellation)
    {
        (this.options, this.progress, this.time, this.cancellation) = (options, progress, time, cancellation);
    }

    /// <summary>Fits, calibrates and finds the threshold.</summary>
    /// <param name="frames">All rows, one frame an entity. Which are fit rows the options say; labelled rows after them may tune the threshold.</param>
    /// <exception cref="ArgumentException">Options out of range; all problems are named.</exception>
    /// <exception cref="DataFormatException">The data does not allow it: too few rows, signals that cannot be scaled, no labels where labels are needed.</exception>
    /// <param name="checkpoints">Where the training of a network is kept between epochs, to go on after an interruption; nothing is kept by default.</param>
    /// <param name="look">Who looks at the detector between epochs; nobody by default.</param>
    /// <exception cref="TrainingFailedException">The network's loss left the finite numbers, or its outputs do not depend on its inputs.</exception>
    /// <exception cref="FormatException">A checkpoint is none, or of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no detector.</exception>
    public static Detector Run(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, IProgress<FitProgress>? progress = null,
        TimeProvider? time = null, TrainingCheckpoints? checkpoints = null, FitLook? look = null, CancellationToken cancellation = default)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        if (frames.Count == 0) throw new ArgumentException("No frames.", nameof(frames));
        return new DetectorFit(options, progress, time ?? TimeProvider.System, cancellation) { checkpoints = checkpoints, look = look }.Run(frames);
    }

    /// <summary>Gives a detector another model of the same architecture, such as one with weights trained elsewhere, and calibrates anew:
    /// its error distribution and threshold are those of the old model's errors and fit no other.</summary>
    /// <param name="frames">As for <see cref="Run(IReadOnlyList{SeriesFrame}, DetectorOptions, IProgress{FitProgress}, TimeProvider, TrainingCheckpoints, FitLook, CancellationToken)"/>; the detector's
    /// options say which rows calibrate, and those before them are left aside. Rows that the model was trained on would make normal errors look too small.</param>
    /// <param name="detector">Whose preparation and options are kept.</param>
    /// <param name="model">On the detector's scaled signals, with its window length.</param>
    /// <param name="origin">Where the model is from, for the summary's notes.</param>
    /// <exception cref="ArgumentException">The model's windows differ from the detector's.</exception>
    /// <exception cref="DataFormatException">The data does not allow it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no detector.</exception>
    public static Detector Recalibrate(IReadOnlyList<SeriesFrame> frames, Detector detector, IWindowModel model, string origin,
        IProgress<FitProgress>? progress = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        if (frames.Count == 0) throw new ArgumentException("No frames.", nameof(frames));
        if (model.WindowLength != detector.Model.WindowLength || model.SignalCount != detector.Model.SignalCount)
            throw new ArgumentException($"Windows of {model.WindowLength} x {model.SignalCount} instead of {detector.Model.WindowLength} x {detector.Model.SignalCount}.", nameof(model));
        var fit = new DetectorFit(detector.Options, progress, time ?? TimeProvider.System, cancellation);
        fit.notes.Add($"the model is from {origin}; which rows it was trained on is not known here");
        return fit.Run(frames, detector.Preprocessor, model);
    }

    // A preprocessor and a model that are given are not fitted.
    private Detector Run(IReadOnlyList<SeriesFrame> frames, Preprocessor? preprocessor = null, IWindowModel? given = null)
    {
        var begun = time.GetTimestamp();
        Report("preparing", 0, "");
        var split = Clean(FitSplit.Of(frames, options, notes));
        preprocessor ??= Preprocessor.Fit(split.Training, options.Prepare);
        Describe(preprocessor);
        var model = given ?? FitModel(preprocessor, split, frames);
        Report("measuring errors", 0.85, "");
        var errors = MeasureErrors(preprocessor, model, split.Calibration.Count > 0 ? split.Calibration : split.Training);
        Report("finding the threshold", 0.95, "");
        var (threshold, alarms) = FindThreshold(frames, split, preprocessor, model, errors);

        var fingerprint = FingerprintOf(split.FitFrames);
        var summary = new FitSummary(SourcesOf(frames), fingerprint, frames.Count,
            given is null ? split.TrainingRows : 0, split.CalibrationRows, split.FitRows, notes, time.GetElapsedTime(begun).TotalSeconds, (model as ITrainedModel)?.History,
            dropped is null ? null : [.. dropped.Take(200)], alarms);
        Report("done", 1, "");
        string[] identity = [fingerprint, JsonSerializer.Serialize(options, DetectionJson.Default.DetectorOptions), threshold.Value.ToString("R", CultureInfo.InvariantCulture)];
        if (given is not null) identity = [.. identity, Convert.ToHexStringLower(Sha256.Of(SafeTensors.Write(given.ToTensors())))];
        var id = VerdictId.Of(identity);
        return new Detector(id, options, preprocessor, model, errors, threshold, summary, Relate(preprocessor, split.Training));
    }

    // What the fit would give if training ended with these parameters; it has no name, for it is not kept.
    private Detector Unfinished(IReadOnlyList<SeriesFrame> frames, FitSplit split, Preprocessor preprocessor, IReadOnlyList<Tensor> parameters)
    {
        var model = options.Model.Restore(preprocessor.SignalCount, new NamedTensors(ContextTensor.After(parameters, preprocessor.ContextCount)));
        var errors = MeasureErrors(preprocessor, model, split.Calibration.Count > 0 ? split.Calibration : split.Training);
        var (threshold, alarms) = FindThreshold(frames, split, preprocessor, model, errors);
        return new Detector("", options, preprocessor, model, errors, threshold,
            new FitSummary(SourcesOf(frames), "", frames.Count, split.TrainingRows, split.CalibrationRows, split.FitRows, [], 0, null, null, alarms));
    }

    private FitSplit Clean(FitSplit split)
    {
        if (options.Clean.Rounds == 0) return split;
        var cleaning = new Cleaning(options, cancellation);
        var clean = cleaning.Run(split, (round, at) => Report("cleaning", CleaningShare * (round - 1 + ((at.Epoch - 1 + at.BatchShare) / at.Epochs)) / options.Clean.Rounds,
            $"round {round}, epoch {at.Epoch}/{at.Epochs}, loss {at.TrainingLoss:0.####}"));
        dropped = cleaning.Dropped;
        notes.Add(dropped.Count == 0 ? "cleaning found nothing that stands out" : $"cleaning dropped {split.TrainingRows - clean.TrainingRows} of {split.TrainingRows} training rows and "
            + $"{split.CalibrationRows - clean.CalibrationRows} of {split.CalibrationRows} calibration rows, {dropped.Count} stretches");
        foreach (var each in dropped.Take(10)) notes.Add($"dropped {each}");
        if (dropped.Count > 10) notes.Add($"and {dropped.Count - 10} more; the summary lists them");
        return clean;
    }

    private IWindowModel FitModel(Preprocessor preprocessor, FitSplit split, IReadOnlyList<SeriesFrame> frames)
    {
        var windows = CleanWindows(preprocessor, split.Training);
        if (windows.Count < 2)
        {
            throw new DataFormatException(split.Training[0].Source, "", $"{windows.Count} whole windows of {options.Model.Window} steps in {split.TrainingRows} training rows",
                "at least 2 (a smaller model.window, more rows, or a longer prepare.gaps.longest)");
        }
        var begin = options.Clean.Rounds == 0 ? 0.05 : CleaningShare;
        var training = new Relay<TrainingProgress>(at => Report("training", begin + ((0.85 - begin) * (at.Start - 1 + ((at.Epoch - 1 + at.BatchShare) / at.Epochs)) / at.Starts),
            $"{(at.Starts > 1 ? $"start {at.Start}/{at.Starts}, " : "")}epoch {at.Epoch}/{at.Epochs}, loss {at.TrainingLoss:0.####}{(at.ValidationLoss is { } loss ? $", validation {loss:0.####}" : "")}"));
        Report("training", begin, "");
        var seen = look is null || !options.Model.IsNetwork ? null
            : new TrainingLook(look.After, (epoch, parameters) => look.See(epoch, Unfinished(frames, split, preprocessor, parameters)));
        return options.Model.Fit(windows, options.Train, new TrainingWatch { Progress = training, Time = time, Checkpoints = checkpoints, Look = seen }, cancellation);
    }

    private SignalRelations Relate(Preprocessor preprocessor, IReadOnlyList<SeriesFrame> frames) =>
        SignalRelations.Fit(CleanRuns(preprocessor, frames), preprocessor.SignalCount, preprocessor.JudgedSignals, cancellation);

    private List<ReadOnlyMemory<float>> CleanRuns(Preprocessor preprocessor, IReadOnlyList<SeriesFrame> frames) =>
        [.. frames.SelectMany(frame => preprocessor.Transform(frame).CleanRuns(options.Prepare.Gaps.MostImputedToLearn, options.Model.Window))];

    private Windows CleanWindows(Preprocessor preprocessor, IReadOnlyList<SeriesFrame> frames, int stride = 1) =>
        new(CleanRuns(preprocessor, frames), preprocessor.SignalCount, options.Model.Window, stride, preprocessor.ContextCount);

    private ErrorDistribution MeasureErrors(Preprocessor preprocessor, IWindowModel model, IReadOnlyList<SeriesFrame> frames)
    {
        // Nothing is measured of a model that scores itself but the values: windows that do not overlap have all of them.
        var windows = CleanWindows(preprocessor, frames, model is IReconstructionModel ? 1 : model.WindowLength);
        if (windows.Count == 0)
            throw new DataFormatException(frames[0].Source, "", "no whole window in the calibration rows", "at least one (a larger calibrate.share or more rows)");
        var block = new WindowErrors(model, preprocessor.ContextCount);
        var accumulator = new ErrorAccumulator(options.Calibrate, block.ErrorSteps, block.JudgedCount);
        block.Run(windows, (_, count) => accumulator.Add(block.AllErrors(count)), cancellation, scored: false);
        var distribution = accumulator.ToDistribution();
        return options.Calibrate.Score is ScoreKind.GaussianMixture or ScoreKind.KMeans ? distribution.With(Classify(windows, block, distribution, frames[0].Source)) : distribution;
    }

    private ErrorClassifier Classify(Windows windows, WindowErrors block, ErrorDistribution distribution, string source)
    {
        var features = new List<(double, double)>();
        var previous = Array.Empty<float>();
        block.Run(windows, (first, count) =>
        {
            for (var i = 0; i < count; i++)
            {
                if (!windows.StartsRun(first + i)) features.Add(distribution.Features(block.Errors(i), i > 0 ? block.Errors(i - 1) : previous));
            }
            previous = block.Errors(count - 1).ToArray();
        }, cancellation);
        return features.Count > 0 ? ErrorClasses.Fit(options.Calibrate.Score, features)
            : throw new DataFormatException(source, "", "no two calibration windows one step apart", "some (a larger calibrate.share or more rows)");
    }

    private (Threshold, IReadOnlyList<AlarmPoint>?) FindThreshold(IReadOnlyList<SeriesFrame> frames, FitSplit split, Preprocessor preprocessor, IWindowModel model, ErrorDistribution errors)
    {
        AlarmBudget? BudgetOf(int alarms, AlarmPeriod per) => AlarmBudget.Of(alarms, per, preprocessor.Grid, frames[0].Time.Kind);
        var budget = options.Threshold.Rule == ThresholdRule.Budget || options.Alert.Hold ? BudgetOf(options.Threshold.Alarms, options.Threshold.Per)
            ?? throw new DataFormatException(frames[0].Source, "", $"no regular times for a budget of {AlarmPoint.Words(options.Threshold.Alarms, options.Threshold.Per)}",
                "a timestamp column, or a budget in steps (threshold.per: thousandSteps)") : (AlarmBudget?)null;
        if (!options.Threshold.NeedsLabels)
        {
            var scores = split.Calibration.Count == 0 && model is IScoringModel scoring ? scoring.HeldOutScores.ToArray()
                : [.. split.Calibration.SelectMany(frame => RawScores(preprocessor, model, errors, frame).Append(double.NaN))];
            var tail = new AlarmTail(scores, options.Alert);
            var alarms = tail.Steps == 0 ? null : AlarmPoints.Of(tail, BudgetOf);
            if (options.Threshold.Rule == ThresholdRule.Budget) return (ThresholdTuning.WithinBudget(tail, budget!.Value, options.Threshold), alarms);
            return (ThresholdTuning.WithoutLabels(scores, options.Threshold) with { BudgetSteps = budget?.Steps ?? 0 }, alarms);
        }
        var labelled = split.Labelled(frames, options.Threshold.Rows);
        var tuning = labelled.Select(frame => (frame, RawScores(preprocessor, model, errors, frame))).ToList();
        return (ThresholdTuning.WithLabels(tuning, options.Threshold) with { BudgetSteps = budget?.Steps ?? 0 }, null);
    }

    // [row]; NaN without enough data.
    private double[] RawScores(Preprocessor preprocessor, IWindowModel model, ErrorDistribution errors, SeriesFrame frame)
    {
        cancellation.ThrowIfCancellationRequested();
        var scorer = new StepScorer(preprocessor, model, errors, options.Calibrate.Smooth);
        var prepared = scorer.Prepare(frame);
        var steps = new double[prepared.StepCount];
        void Keep(scoped ScoredStep step) => steps[step.Step] = step.RawScore;
        scorer.Score(prepared, Keep);
        scorer.Finish(Keep);
        return Array.ConvertAll(prepared.StepOfRow.ToArray(), step => steps[step]);
    }

    private void Describe(Preprocessor preprocessor)
    {
        var scales = preprocessor.Scaler.Signals;
        if (preprocessor.Options.Exclude.Skip(options.Prepare.Exclude.Count).ToList() is { Count: > 0 } needless)
            notes.Add($"{needless.Count} signals without a value, or equal to another, were left out: {string.Join(", ", needless)}");
        Note("taken as their change from step to step", signal => scales[signal].IsChange);
        Note("taken as their logarithm", signal => scales[signal].IsLog);
        Note("constant in the training rows", signal => scales[signal].IsConstant);
        Note("nearly constant in the training rows, scaled by the floor instead of their deviation", signal => scales[signal].IsFloored);
        var grid = preprocessor.Grid;
        if (grid.Options.Enabled && grid.Period == 0) notes.Add($"times are irregular ({grid.RegularShare:P0} near a grid): every row is one step");

        void Note(string what, Func<int, bool> applies)
        {
            var names = Enumerable.Range(0, preprocessor.SignalCount).Where(applies).Select(signal => preprocessor.Signals[signal]).ToList();
            if (names.Count > 0) notes.Add($"{names.Count} of {preprocessor.SignalCount} signals {what}: {string.Join(", ", names)}");
        }
    }

    private void Report(string phase, double share, string detail)
    {
        reported = Math.Max(reported, share);
        progress?.Report(new FitProgress(phase, reported, detail));
    }

    private static string SourcesOf(IReadOnlyList<SeriesFrame> frames) => string.Join(", ", frames.Select(frame => frame.Source).Distinct());

    private static string FingerprintOf(IReadOnlyList<SeriesFrame> frames)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var frame in frames)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', frame.Signals.Prepend(frame.Entity))));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(frame.Time.Values.Span));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(frame.Values.Span));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
