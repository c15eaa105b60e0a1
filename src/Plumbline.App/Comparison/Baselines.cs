using Plumbline.App.Jobs;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;
using Plumbline.Models;

namespace Plumbline.App.Comparison;

/// <summary>What every model must beat: no model, principal components, and chance.</summary>
/// <param name="Scorers">With thresholds found by the model's rule, on the rows the model's was found on.</param>
/// <param name="Note">What they were fitted on, for people.</param>
/// <param name="SeesFitRows">Whether the data holds the rows the model was fitted on.</param>
internal sealed record Baselines(IReadOnlyList<Scorer> Scorers, string Note, bool SeesFitRows)
{
    private const int LeastPrefix = 30;

    /// <param name="model">Its scores.</param>
    /// <param name="detector">Null when it is not known.</param>
    /// <param name="fromRow">Without a detector, the baselines are fitted on the rows before it.</param>
    public static Baselines Of(IReadOnlyList<SeriesFrame> frames, Scorer model, Detector? detector, int? fromRow, Shell shell)
    {
        var options = detector is null ? new DetectorOptions() : ForBaselines(detector.Options);
        if (detector is not null && TryFit(frames, options, shell) is { } fitted && fitted[0].Summary.DataFingerprint == detector.Summary.DataFingerprint)
            return new Baselines(All(fitted, frames, model), "fitted on the same rows as the model, thresholds by the same rule on the same rows", true);

        var (prefixes, note) = Prefixes(frames, detector is null ? fromRow : null);
        // The threshold rule may need labels that a normal prefix does not have.
        var free = options with
        {
            Train = options.Train with { Rows = null, Until = null },
            Threshold = options.Threshold.NeedsLabels ? new ThresholdOptions() : options.Threshold,
            Calibrate = options.Calibrate with { Share = options.Calibrate.Share == 0 ? new CalibrationOptions().Share : options.Calibrate.Share },
        };
        var why = detector is null ? "" : " (the data does not begin with the rows the model was fitted on)";
        return new Baselines(All(Fit(prefixes, free, shell), frames, model), $"fitted on {note}{why}", false);
    }

    private static DetectorOptions ForBaselines(DetectorOptions options) => options with
    {
        Threshold = options.Threshold.Rule == ThresholdRule.Fixed ? new ThresholdOptions() : options.Threshold with { Grid = null },
        // A model that holds rows out by itself needs none for its threshold; these do.
        Calibrate = options.Calibrate.Share == 0 && !options.Threshold.NeedsLabels ? new CalibrationOptions() : options.Calibrate,
    };

    private static Detector[]? TryFit(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, Shell shell)
    {
        try
        {
            return Fit(frames, options, shell);
        }
        catch (DataFormatException)
        {
            return null; // the data is too short, or its tuning rows hold no anomaly: it is other data
        }
    }

    private static Detector[] Fit(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, Shell shell) =>
    [
        Fitting.RunQuietly(frames, options with { Clean = new CleanOptions(), Model = new ZScoreOptions(), Calibrate = options.Calibrate with { Score = ScoreKind.SquaredError } }, shell),
        Fitting.RunQuietly(frames, options with
        {
            Clean = new CleanOptions(),
            Model = new PcaOptions { Window = options.Model.HoldsOut ? 1 : options.Model.Window }, // of the long windows of auto it would be the slowest of all
            Calibrate = options.Calibrate.Score == ScoreKind.Own ? options.Calibrate with { Score = ScoreKind.SquaredError } : options.Calibrate,
        }, shell),
    ];

    private static Scorer[] All(Detector[] fitted, IReadOnlyList<SeriesFrame> frames, Scorer model) =>
        [Scorer.Of("no model", fitted[0], frames), Scorer.Of("PCA", fitted[1], frames), Random(model)];

    // Chance alarms as often as the model does.
    private static Scorer Random(Scorer model)
    {
        var rows = model.Entities.Sum(entity => entity.Flags.Length);
        var threshold = 1 - (model.Entities.Sum(entity => entity.Flags.Count(flag => flag)) / (double)rows);
        return new Scorer("random", threshold, "as many alarms as the model", [.. model.Entities.Select((entity, seed) =>
        {
            var scores = RandomScore.Of(entity.Scores.Length, seed);
            return new ScoredEntity(entity.Frame, scores, Array.ConvertAll(scores, score => score > threshold));
        })]);
    }

    private static (IReadOnlyList<SeriesFrame> Frames, string Note) Prefixes(IReadOnlyList<SeriesFrame> frames, int? fromRow)
    {
        if (fromRow is { } row) return ([.. frames.Select(frame => frame.Slice(0, Math.Min(row, frame.StepCount)))], $"the rows before {row} of each entity");
        var prefixes = frames.Select(frame => frame.Slice(0, Math.Max(0, FirstAnomaly(frame)))).ToList();
        return prefixes.Sum(frame => frame.StepCount) >= LeastPrefix * frames.Count
            ? (prefixes.Where(frame => frame.StepCount > 0).ToList(), "the rows before the first labelled anomaly of each entity; they have seen those rows")
            : (frames, "all rows labelled normal; they have seen most of what they are judged on");
    }

    private static int FirstAnomaly(SeriesFrame frame)
    {
        var first = frame.Labels.Span.IndexOfAnyExcept(0);
        return first < 0 ? frame.StepCount : first;
    }
}
