using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Scores one entity's rows as they come and gathers what is anomalous into verdicts.</summary>
/// <remarks>Not thread-safe; one scorer an entity. Frames of any size give the same scores and verdicts.</remarks>
public sealed class EntityScorer
{
    private readonly Detector detector;
    private readonly string entity;
    private readonly StepScorer scorer;
    private readonly AlertState alert;
    private readonly StepAttributor attributor;
    private readonly Queue<StepPlace> recent = []; // as far back as an alarm may reach from the step that raises it
    private readonly List<Verdict> finished = [];
    private readonly WaitingRows rows = new();
    private readonly Queue<StepPlace> places = []; // of steps that are not judged yet
    private StepPlace place; // of the newest
    private AnomalyBuilder? open;

    internal EntityScorer(Detector detector, string entity)
    {
        this.detector = detector;
        this.entity = entity;
        scorer = new StepScorer(detector);
        alert = new AlertState(detector.Alert, detector.HeldBudget);
        attributor = new StepAttributor(detector);
    }

    /// <summary>Scores the next rows of the entity.</summary>
    /// <param name="frame">Rows that follow those scored before.</param>
    /// <returns>Rows judged by now: the given ones, unless the model waits for later steps; then those before them that it has waited for, and the last ones come with
    /// <see cref="Finish"/>.</returns>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    public ScoredRows Score(SeriesFrame frame)
    {
        Add(frame);
        return rows.Take(detector, entity);
    }

    /// <summary>The verdicts on anomalies that have ended since the last call.</summary>
    public IReadOnlyList<Verdict> TakeVerdicts()
    {
        var taken = finished.ToArray();
        finished.Clear();
        return taken;
    }

    /// <summary>Ends the entity: rows that still wait for later ones are judged without, and an anomaly still going on ends with the last row. Call
    /// <see cref="TakeVerdicts"/> afterwards.</summary>
    /// <returns>The rows that had not been judged.</returns>
    public ScoredRows Finish()
    {
        var last = JudgeWaiting();
        EndAnomaly();
        return last;
    }

    /// <summary>Number of the first row that is not judged yet; the largest there is when all are.</summary>
    internal long FirstWaiting => rows.First;

    /// <summary>Scores the next rows of the entity; the results wait for <see cref="Score"/> or <see cref="Finish"/>.</summary>
    internal void Add(SeriesFrame frame)
    {
        var prepared = scorer.Prepare(frame);
        var rowOfStep = new int[prepared.StepCount];
        rowOfStep.AsSpan().Fill(-1);
        for (var row = 0; row < frame.StepCount; row++) rowOfStep[prepared.StepOfRow.Span[row]] = row;
        foreach (var row in rowOfStep)
        {
            // A step without a row of its own, filled in a gap, is named by the row before it.
            if (row >= 0) place = new StepPlace(frame.Time.Kind, frame.Time[row], frame.Rows.Span[row]);
            places.Enqueue(place);
        }
        rows.Add(frame, prepared.StepOfRow.Span, prepared.StepCount);
        scorer.Score(prepared, Judge);
    }

    /// <summary>Judges the rows that wait for later ones, without them.</summary>
    internal ScoredRows JudgeWaiting()
    {
        scorer.Finish(Judge);
        return rows.Take(detector, entity);
    }

    private void EndAnomaly()
    {
        if (open is not null) finished.Add(open.ToVerdict());
        open = null;
    }

    private void Judge(scoped ScoredStep step)
    {
        var at = places.Dequeue();
        if (double.IsNaN(step.RawScore))
        {
            rows.Judged(double.NaN, VerdictStatus.NotEnoughData, -1, 0);
            return;
        }
        recent.Enqueue(at);
        if (recent.Count > detector.Alert.Of + detector.Alert.ShortestDuration) recent.Dequeue();
        var raw = attributor.Attribute(step);
        var inAlarm = alert.Next(raw / detector.Threshold.Value);
        var (topSignal, topShare) = attributor.Top();
        rows.Judged(raw, inAlarm ? VerdictStatus.Anomalous : VerdictStatus.Normal, topSignal, topShare);
        if (!alert.Open) EndAnomaly();
        if (!inAlarm) return;
        open ??= new AnomalyBuilder(detector, entity, recent.ElementAt(Math.Max(0, recent.Count - 1 - alert.StepsSinceOnset)));
        open.Add(at, raw, step, attributor);
    }
}
