using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Models;
using Plumbline.Simulation;

namespace Plumbline.Tuning.Objectives;

/// <summary>Measures objectives of detectors on rows they were not fitted on.</summary>
public sealed class DetectorJudge
{
    private const int Stretches = 8; // of unsteadiness
    private const int MostLookRows = 3000;
    private const int LeastLead = 64;

    private readonly IReadOnlyList<JudgedRows> rows;
    private readonly ValidationOptions options;
    private readonly TimeProvider time;
    private readonly int window;
    private readonly IReadOnlyList<JudgedRows> injected;
    private readonly Lazy<DetectorJudge> looking;

    /// <param name="rows">With labels, where an objective needs them.</param>
    /// <param name="kinds">At least one.</param>
    /// <param name="period">Frame whose period is the window of VUS: the fit rows, so that it does not depend on what is judged.</param>
    /// <exception cref="DataFormatException">No row is labelled anomalous, but an objective needs it; or too few rows to inject faults into.</exception>
    public DetectorJudge(IReadOnlyList<JudgedRows> rows, IReadOnlyList<ObjectiveKind> kinds, ValidationOptions options, SeriesFrame period, TimeProvider? time = null)
    {
        (this.rows, Kinds, this.options, this.time) = (rows, kinds, options, time ?? TimeProvider.System);
        window = PeriodFinder.Of(period).Window;
        looking = new Lazy<DetectorJudge>(() => new DetectorJudge(this));
        var source = rows[0].Frame.Source;
        if (kinds.FirstOrDefault(kind => kind.NeedsLabels(), (ObjectiveKind)(-1)) is var needing and >= 0 && !rows.Any(one => one.Labels.Span.ContainsAnyExcept(0)))
            throw new DataFormatException(source, "", "no row labelled anomalous among those that validate", $"some for the objective {needing.Name()} (validate.share, validate.rows), or an objective without labels: validationError, injected");
        if (!kinds.Contains(ObjectiveKind.Injected)) injected = [];
        else if (rows.Where(one => one.Count >= 100).ToList() is { Count: > 0 } roomy) injected = [.. roomy.Select(one => one with { Frame = InjectedFaults.Into(one.Frame, one.Lead, options.Seed) })];
        else throw new DataFormatException(source, "", "fewer than 100 rows that validate in each entity", "more, to inject faults into");
    }

    public IReadOnlyList<ObjectiveKind> Kinds { get; }

    /// <summary>All objectives.</summary>
    /// <returns>In the order of <see cref="Kinds"/>; NaN where one is undefined.</returns>
    public double[] Judge(Detector detector)
    {
        var scored = new Lazy<List<ScoredSeries>>(() => [.. rows.Select(one => Scored(detector, one))]);
        var evaluation = new Lazy<SeriesEvaluation>(() => SeriesEvaluation.Of(scored.Value, window, null, detector.Options.Threshold.Cost, detector.Alert));
        return [.. Kinds.Select(kind => Value(kind, detector, scored, evaluation))];
    }

    /// <summary>The first objective alone, on about 3,000 of the rows: to compare trials between epochs.</summary>
    public double Look(Detector detector) => looking.Value.Judge(detector)[0];

    private DetectorJudge(DetectorJudge of) =>
        (rows, Kinds, options, time, window, injected, looking) = (LookRows.Of(of.rows, MostLookRows), [of.Kinds[0]], of.options, of.time, of.window, LookRows.Of(of.injected, MostLookRows), new Lazy<DetectorJudge>(this));

    private double Value(ObjectiveKind kind, Detector detector, Lazy<List<ScoredSeries>> scored, Lazy<SeriesEvaluation> evaluation) => kind switch
    {
        ObjectiveKind.VusPr => Kinds.All(one => one is ObjectiveKind.VusPr || !one.NeedsLabels()) ? RankedVolume(detector, rows) : evaluation.Value.Volume?.PrecisionRecall ?? double.NaN,
        ObjectiveKind.AucPr => evaluation.Value.AucPr ?? double.NaN,
        ObjectiveKind.FBeta => FScore.Of(evaluation.Value.Points.Precision, evaluation.Value.Points.Recall, options.Beta) ?? 0,
        ObjectiveKind.EventF1 => evaluation.Value.Events.F1 ?? 0,
        ObjectiveKind.Cost => evaluation.Value.Cost ?? double.NaN,
        ObjectiveKind.ValidationError => MeanSquaredError(detector),
        ObjectiveKind.TrainingLoss => (detector.Model as ITrainedModel)?.History?.Best.MonitoredLoss ?? double.NaN,
        ObjectiveKind.LastTrainingLoss => (detector.Model as ITrainedModel)?.History?.Epochs[^1].MonitoredLoss ?? double.NaN,
        ObjectiveKind.Injected => RankedVolume(detector, injected),
        ObjectiveKind.Unsteadiness => Unsteadiness(detector, scored.Value),
        ObjectiveKind.Parameters => detector.Model.ToTensors().Sum(tensor => (double)tensor.Shape.Aggregate(1L, (product, length) => product * length)),
        ObjectiveKind.Microseconds => Microseconds(detector),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private double RankedVolume(Detector detector, IReadOnlyList<JudgedRows> judged)
    {
        var series = judged.Select(one => ScoredSeries.At(1, Scores(detector, one), one.Labels)).ToList();
        return SeriesEvaluation.VolumeOf(series, window)?.PrecisionRecall ?? double.NaN;
    }

    private double MeanSquaredError(Detector detector)
    {
        if (detector.Model is not IReconstructionModel) return double.NaN;
        var (sum, count) = (0.0, 0L);
        foreach (var one in rows)
        {
            var table = ErrorTable.Of(detector, one.Frame);
            foreach (var error in table.Errors.AsSpan(one.Lead * table.SignalCount))
            {
                if (float.IsNaN(error)) continue;
                sum += (double)error * error;
                count++;
            }
        }
        return count > 0 ? sum / count : double.NaN;
    }

    private static double Unsteadiness(Detector detector, List<ScoredSeries> scored)
    {
        var counts = new List<int>();
        for (var stretch = 0; stretch < Stretches; stretch++)
        {
            counts.Add(scored.Sum(one =>
            {
                var (start, end) = (one.Flags.Length * stretch / Stretches, one.Flags.Length * (stretch + 1) / Stretches);
                return JoinedAlarm.Of(one.Flags.Span[start..end], detector.Alert).Count;
            }));
        }
        var mean = counts.Average();
        return Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)));
    }

    private double Microseconds(Detector detector)
    {
        var begun = time.GetTimestamp();
        foreach (var one in rows) Scores(detector, one);
        return time.GetElapsedTime(begun).TotalMicroseconds / rows.Sum(one => one.Frame.StepCount);
    }

    // Scores of the judged rows, in thresholds so that entities compare. A network needs no more rows before them than a window or two.
    private static double[] Scores(Detector detector, JudgedRows one)
    {
        var needless = detector.Options.Model.IsNetwork ? Math.Max(0, one.Lead - Math.Max(LeastLead, 4 * detector.Model.WindowLength)) : 0;
        one = new JudgedRows(one.Frame.Slice(needless, one.Frame.StepCount - needless), one.Lead - needless);
        var scorer = new StepScorer(detector);
        var prepared = scorer.Prepare(one.Frame);
        var steps = new double[prepared.StepCount];
        void Keep(scoped ScoredStep step) => steps[step.Step] = step.RawScore;
        scorer.Score(prepared, Keep);
        scorer.Finish(Keep);
        var scores = new double[one.Count];
        for (var row = 0; row < scores.Length; row++) scores[row] = steps[prepared.StepOfRow.Span[one.Lead + row]] / detector.Threshold.Value;
        return scores;
    }

    private static ScoredSeries Scored(Detector detector, JudgedRows one)
    {
        var scored = detector.Score(one.Frame).Rows;
        var scores = new double[one.Count];
        var flags = new bool[one.Count];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = scored.Score(one.Lead + row);
            flags[row] = scored.Statuses[one.Lead + row] == VerdictStatus.Anomalous;
        }
        return new ScoredSeries(scores, flags, one.Labels, one.Frame.Time.Slice(one.Lead, one.Count));
    }
}
