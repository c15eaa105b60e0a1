using Plumbline.App.Comparison;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>Fills a report from a detector and data: scores, errors, explanations, and an evaluation where there are labels.</summary>
internal static class ReportBuilder
{
    private const int SharesShown = 5;
    private const int RowsShown = 8;
    private const int ErrorsShown = 8;

    /// <param name="frames">All rows, one frame an entity.</param>
    public static ReportContent Build(Detector detector, IReadOnlyList<SeriesFrame> frames, Shell shell)
    {
        var entities = new List<ReportEntity>();
        var scored = new List<(ScoredRows Rows, IReadOnlyList<Verdict> Verdicts)>();
        foreach (var frame in frames)
        {
            shell.Cancellation.ThrowIfCancellationRequested();
            scored.Add(detector.Score(frame));
        }
        var gravest = Tell(detector, frames, scored, shell);
        for (var i = 0; i < frames.Count; i++) entities.Add(Entity(detector, frames[i], scored[i].Rows, scored[i].Verdicts));
        var evaluated = frames.All(frame => frame.HasLabels) ? Evaluate(detector, frames, scored, shell) : null;
        return new ReportContent
        {
            Title = $"{detector.Name} on {string.Join(", ", frames.Select(frame => frame.Source).Distinct())}",
            Facts = ReportFacts.Of(detector, frames),
            Warnings = [.. detector.Summary.Notes, .. evaluated?.Document.Wins == false ? [evaluated.Document.Verdict] : Array.Empty<string>(), .. Missing(scored)],
            Entities = entities,
            Training = detector.Summary.History is { } history
                ? new ReportTraining([.. history.Epochs.Select(epoch => epoch.TrainingLoss)],
                    [.. history.Epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => epoch.ValidationLoss!.Value)], history.BestEpoch - 1)
                : null,
            Evaluation = evaluated is null ? null : ReportComparison.Of(evaluated, detector),
            Modes = ModeAttribution.Of(detector, frames, shell.Cancellation),
            Rows = [.. gravest.Select(found => Row(detector, found))],
        };
    }

    private static ReportEntity Entity(Detector detector, SeriesFrame frame, ScoredRows rows, IReadOnlyList<Verdict> verdicts)
    {
        var table = ErrorTable.Of(detector, frame);
        return new ReportEntity
        {
            Entity = frame.Entity.Length == 0 ? "data" : frame.Entity,
            Time = frame.Time,
            Signals = detector.Preprocessor.JudgedSignals,
            Scores = rows.RawScores,
            Threshold = detector.Threshold.Value,
            Scaled = table.Values,
            Errors = Array.ConvertAll(table.Errors, error => error * error),
            Labels = frame.Labels,
            FitSteps = detector.Summary.FitRows.GetValueOrDefault(frame.Entity),
            Anomalies = [.. verdicts.Select(verdict => new ReportAnomaly(StepOf(frame, verdict.FromRow), StepOf(frame, verdict.ToRow), verdict.Severity,
                [.. verdict.Signals.Take(SharesShown).Where(signal => signal.Share >= 0.01).Select(signal => new ReportShare(signal.Name, signal.Share, signal.Direction))], verdict.Text)
            {
                Relations = verdict.Relations,
                Like = verdict.Like,
            })],
        };
    }

    private static Evaluated Evaluate(Detector detector, IReadOnlyList<SeriesFrame> frames, List<(ScoredRows Rows, IReadOnlyList<Verdict>)> scored, Shell shell)
    {
        var model = new Scorer(detector.Name, detector.Threshold.Value, detector.Threshold.Description, [.. frames.Zip(scored, (frame, one) =>
            new ScoredEntity(frame, one.Rows.RawScores, Array.ConvertAll(one.Rows.Statuses, status => status == VerdictStatus.Anomalous)))]);
        return EvaluationBuilder.Build("", frames, model, detector, fromRow: null, givenWindow: null, [], shell);
    }

    private static IEnumerable<string> Missing(List<(ScoredRows Rows, IReadOnlyList<Verdict>)> scored)
    {
        var without = scored.Sum(one => one.Rows.Statuses.Count(status => status == VerdictStatus.NotEnoughData));
        if (without > 0) yield return $"{without} of {scored.Sum(one => one.Rows.Statuses.Length)} rows have not enough data for a verdict";
    }

    // Says of each anomaly which one before was alike, and of the gravest what would help; these are given back with the step that is worst.
    private static List<(SeriesFrame Frame, Verdict Verdict, int Worst)> Tell(Detector detector, IReadOnlyList<SeriesFrame> frames,
        List<(ScoredRows Rows, IReadOnlyList<Verdict> Verdicts)> scored, Shell shell)
    {
        var known = new KnownCases();
        var all = frames.SelectMany((frame, entity) => scored[entity].Verdicts.Select(verdict => (Frame: frame, Entity: entity, Verdict: verdict)))
            .OrderBy(found => found.Frame.Time[StepOf(found.Frame, found.Verdict.FromRow)]).Select(found => found with { Verdict = known.Take(found.Verdict) }).ToList();
        var gravest = new List<(SeriesFrame Frame, Verdict Verdict, int Worst)>();
        foreach (var found in all.OrderByDescending(found => found.Verdict.Score).Take(RowsShown).ToList())
        {
            shell.Cancellation.ThrowIfCancellationRequested();
            var (frame, scores, verdict) = (found.Frame, scored[found.Entity].Rows.RawScores, found.Verdict);
            var (from, to) = (StepOf(frame, verdict.FromRow), StepOf(frame, verdict.ToRow));
            var worst = Enumerable.Range(from, to - from + 1).MaxBy(step => double.IsNaN(scores[step]) ? double.NegativeInfinity : scores[step]);
            gravest.Add((frame, verdict with { Repair = RepairSearch.Find(detector, frame, worst, verdict) }, worst));
            all[all.IndexOf(found)] = found with { Verdict = gravest[^1].Verdict };
        }
        for (var entity = 0; entity < frames.Count; entity++)
            scored[entity] = (scored[entity].Rows, [.. all.Where(found => found.Entity == entity).Select(found => found.Verdict)]);
        return gravest;
    }

    private static ReportRow Row(Detector detector, (SeriesFrame Frame, Verdict Verdict, int Worst) found) =>
        new(found.Frame.Entity.Length == 0 ? "data" : found.Frame.Entity, found.Worst, $"worst step of the anomaly from {found.Verdict.From} to {found.Verdict.To}",
            [.. Explanation.Of(detector, found.Frame, found.Worst).Signals.Take(ErrorsShown).Select(signal => new ReportRowError(signal.Name, signal.Observed ?? double.NaN, signal.Expected,
                signal.Deviation * signal.Deviation, signal.Share))]);

    private static int StepOf(SeriesFrame frame, long row)
    {
        var step = frame.Rows.Span.BinarySearch(row);
        // Rows that were sorted by time are no longer in the order of the file.
        return step >= 0 ? step : frame.Rows.Span.IndexOf(row);
    }
}
