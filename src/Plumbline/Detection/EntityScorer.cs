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
    private StepPlace place;
    private AnomalyBuilder? open;

    internal EntityScorer(Detector detector, string entity)
    {
        this.detector = detector;
        this.entity = entity;
        scorer = new StepScorer(detector);
        alert = new AlertState(detector.Alert);
        attributor = new StepAttributor(detector);
    }

    /// <summary>Scores the next rows of the entity.</summary>
    /// <param name="frame">Rows that follow those scored before.</param>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    public ScoredRows Score(SeriesFrame frame)
    {
        var prepared = scorer.Prepare(frame);
        var rowOfStep = new int[prepared.StepCount];
        rowOfStep.AsSpan().Fill(-1);
        for (var row = 0; row < frame.StepCount; row++) rowOfStep[prepared.StepOfRow.Span[row]] = row;

        var steps = new ScoredRows(frame, detector.Preprocessor.Signals, new double[prepared.StepCount], detector.Threshold.Value,
            new VerdictStatus[prepared.StepCount], new int[prepared.StepCount], new float[prepared.StepCount]);
        scorer.Score(prepared, step =>
        {
            // A step without a row of its own, filled in a gap, is named by the row before it.
            if (rowOfStep[step.Step] is var row and >= 0) place = new StepPlace(frame.Time.Kind, frame.Time[row], frame.Rows.Span[row]);
            Judge(step, steps);
        });
        return prepared.StepCount == frame.StepCount && IsIdentity(prepared.StepOfRow.Span) ? steps : steps.Pick(prepared.StepOfRow.Span);
    }

    /// <summary>The verdicts on anomalies that have ended since the last call.</summary>
    public IReadOnlyList<Verdict> TakeVerdicts()
    {
        var taken = finished.ToArray();
        finished.Clear();
        return taken;
    }

    /// <summary>Ends the entity: an anomaly still going on ends with the last row. Call <see cref="TakeVerdicts"/> afterwards.</summary>
    public void Finish()
    {
        if (open is not null) finished.Add(open.ToVerdict());
        open = null;
    }

    private void Judge(scoped ScoredStep step, ScoredRows steps)
    {
        var i = step.Step;
        if (double.IsNaN(step.RawScore))
        {
            (steps.RawScores[i], steps.Statuses[i], steps.TopSignals[i]) = (double.NaN, VerdictStatus.NotEnoughData, -1);
            return;
        }
        recent.Enqueue(place);
        if (recent.Count > detector.Alert.Of + detector.Alert.ShortestDuration) recent.Dequeue();
        var raw = attributor.Attribute(step);
        var score = raw / detector.Threshold.Value;
        var inAlarm = alert.Next(score);
        steps.RawScores[i] = raw;
        steps.Statuses[i] = inAlarm ? VerdictStatus.Anomalous : VerdictStatus.Normal;
        (steps.TopSignals[i], steps.TopShares[i]) = attributor.Top();

        if (!inAlarm)
        {
            Finish();
            return;
        }
        open ??= new AnomalyBuilder(detector, entity, recent.ElementAt(Math.Max(0, recent.Count - 1 - alert.StepsSinceOnset)));
        open.Add(place, raw, step, attributor);
    }

    private static bool IsIdentity(ReadOnlySpan<int> stepOfRow)
    {
        for (var row = 0; row < stepOfRow.Length; row++)
        {
            if (stepOfRow[row] != row) return false;
        }
        return true;
    }
}
