using System.Runtime.InteropServices;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Judges the steps of one entity as they come, and tells its anomalies when they begin, grow and end.</summary>
/// <remarks>Not thread-safe. Steps one by one, frames of any size and a whole file give the same scores and verdicts, to the bit. Once the first windows are full a step
/// allocates nothing, verdicts apart. A model that waits (<see cref="Models.Hindsight"/>) judges a step later, as it would in a file.</remarks>
public sealed class StreamingDetector
{
    private const double SeverityTold = 10;
    private const int TimesAsLongTold = 4;

    // Steps under this share of the threshold are not worth asking the model who is to blame.
    private const double NearThreshold = 0.5;

    private readonly Detector detector;
    private readonly string entity;
    private readonly StreamingOptions options;
    private readonly ScoringWorkspace workspace;
    private readonly StepScorer scorer;
    private readonly StepScorer.Visitor judge;
    private readonly AlertState alert;
    private readonly Queue<StepPlace> recent = []; // as far back as an alarm may reach from the step that raises it
    private readonly Queue<StepPlace> places = []; // of steps that are not judged yet
    private readonly RecentSteps steps;
    private List<Verdict> verdicts = [];
    private StepPlace place; // of the newest row
    private long given;
    private AnomalyBuilder? open;
    private (double Severity, int Steps) told; // of the open one

    /// <param name="detector">Fitted; may be shared by any number of threads.</param>
    /// <param name="entity">Named in verdicts.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="workspace">Of this detector, shared with other streams that are used in turn; null for one of its own.</param>
    /// <exception cref="ArgumentException">The workspace is of another detector.</exception>
    public StreamingDetector(Detector detector, string entity = "", StreamingOptions? options = null, ScoringWorkspace? workspace = null)
    {
        if (workspace is not null && workspace.Detector != detector) throw new ArgumentException("The workspace is of another detector.", nameof(workspace));
        this.detector = detector;
        this.entity = entity;
        this.options = options ?? new StreamingOptions();
        this.workspace = workspace ?? new ScoringWorkspace(detector);
        scorer = new StepScorer(detector, this.workspace.Steps);
        alert = new AlertState(detector.Alert, detector.HeldBudget);
        steps = new RecentSteps(detector);
        judge = Judge;
    }

    /// <summary>Names of the values that <see cref="Next(DateTimeOffset, ReadOnlySpan{double})"/> takes, in their order.</summary>
    public IReadOnlyList<string> Signals => detector.Preprocessor.Columns;

    /// <summary>Steps that must have come after a step before it is judged; 0 unless the model waits.</summary>
    public int Delay => (detector.Model as Models.IScoringModel)?.Hindsight.Steps ?? 0;

    /// <summary>Takes the next row.</summary>
    /// <param name="time">After that of the row before.</param>
    /// <param name="values">[signal], in the order of <see cref="Signals"/> and the unit of the source, finite; NaN is missing.</param>
    /// <returns>Steps judged by now, in time order: that of this row and, after a short gap, the filled ones before it; fewer or earlier ones when the model waits. Valid until the next call
    /// on any stream of the workspace.</returns>
    /// <exception cref="DataFormatException">The time is not after the one before; the stream goes on with the next row.</exception>
    /// <exception cref="ArgumentException">Too many values, or too few.</exception>
    /// <exception cref="InvalidOperationException">The detector's preparation looks ahead (<see cref="Preprocessor.IsCausal"/> is false), so rows cannot be judged as they come.</exception>
    public ReadOnlySpan<JudgedStep> Next(DateTimeOffset time, ReadOnlySpan<double> values) => Next(TimeKind.Timestamp, time.UtcTicks, values);

    /// <param name="index">After that of the row before.</param>
    /// <inheritdoc cref="Next(DateTimeOffset, ReadOnlySpan{double})"/>
    public ReadOnlySpan<JudgedStep> Next(long index, ReadOnlySpan<double> values) => Next(TimeKind.Index, index, values);

    /// <summary>Ends the stream: steps that wait for later ones are judged without, and an anomaly still going on ends.</summary>
    /// <inheritdoc cref="Next(DateTimeOffset, ReadOnlySpan{double})" path="/returns"/>
    public ReadOnlySpan<JudgedStep> Finish()
    {
        JudgeWaiting();
        EndAnomaly();
        return Judged;
    }

    /// <summary>What there was to tell of anomalies since the last call, in its order; usually nothing.</summary>
    public IReadOnlyList<Verdict> TakeVerdicts()
    {
        if (verdicts.Count == 0) return [];
        var taken = verdicts;
        verdicts = [];
        return taken;
    }

    /// <summary>What the last call has judged.</summary>
    internal ReadOnlySpan<JudgedStep> Judged => CollectionsMarshal.AsSpan(workspace.Judged);

    internal PreparedSteps Add(SeriesFrame frame) => Add(new GivenRows(frame, workspace.Steps.Prepared.ColumnsOf(frame, detector.Preprocessor)));

    internal void JudgeWaiting()
    {
        workspace.Judged.Clear();
        scorer.Finish(judge);
    }

    private ReadOnlySpan<JudgedStep> Next(TimeKind kind, long time, ReadOnlySpan<double> values)
    {
        if (values.Length != workspace.Columns.Length) throw new ArgumentException($"{values.Length} values for {workspace.Columns.Length} signals.", nameof(values));
        if (!detector.Preprocessor.IsCausal) throw new InvalidOperationException("The detector's preparation looks ahead; its rows cannot be judged as they come.");
        Add(new GivenRows(entity, kind, new ReadOnlySpan<long>(in time), values, workspace.Columns, given));
        given++;
        return Judged;
    }

    private PreparedSteps Add(in GivenRows rows)
    {
        workspace.Judged.Clear();
        var prepared = scorer.Prepare(rows);
        var rowOfStep = workspace.RowOfStep(prepared.StepCount);
        var stepOfRow = prepared.StepOfRow.Span;
        for (var row = 0; row < stepOfRow.Length; row++) rowOfStep[stepOfRow[row]] = row;
        foreach (var row in rowOfStep)
        {
            // A step without a row of its own, filled in a gap, is named by the row before it.
            place = row >= 0 ? new StepPlace(rows.Kind, rows.Times[row], rows.Number(row)) : place with { IsFilled = true };
            places.Enqueue(place);
        }
        scorer.Score(prepared, judge);
        return prepared;
    }

    private void EndAnomaly()
    {
        if (open is not null) verdicts.Add(open.ToVerdict(steps));
        (open, told) = (null, default);
    }

    private void Judge(scoped ScoredStep step)
    {
        var at = places.Dequeue();
        if (double.IsNaN(step.RawScore))
        {
            steps.Clear();
            Keep(at, double.NaN, VerdictStatus.NotEnoughData, (-1, 0));
            return;
        }
        steps.Add(step);
        recent.Enqueue(at);
        if (recent.Count > detector.Alert.Of + detector.Alert.ShortestDuration) recent.Dequeue();
        var attributor = workspace.Attributor;
        var raw = attributor.Raise(step);
        var inAlarm = alert.Next(raw / detector.Threshold.Value);
        var asked = open is not null || raw > NearThreshold * detector.Threshold.Value;
        if (asked || options.TopSignals) attributor.Attribute(step, asked);
        if (asked) steps.Ask(attributor.Surprises, detector.Model is IReconstructionModel, step);
        Keep(at, raw, inAlarm ? VerdictStatus.Anomalous : VerdictStatus.Normal, inAlarm || options.TopSignals ? attributor.Top() : (-1, 0));
        if (!alert.Open) EndAnomaly();
        if (!inAlarm) return;
        open ??= new AnomalyBuilder(detector, entity, recent.ElementAt(Math.Max(0, recent.Count - 1 - alert.StepsSinceOnset)),
            new AnomalyOnset(steps, alert.StepsSinceOnset), alert.StepsSinceOnset);
        open.Add(at, raw, step, attributor, steps);
        if (options.Ongoing) Tell(open);
    }

    private void Keep(StepPlace at, double raw, VerdictStatus status, (int Signal, float Share) top) =>
        workspace.Judged.Add(new JudgedStep(at.Time, at.Row, at.IsFilled, raw, raw / detector.Threshold.Value, status, top.Signal, top.Share));

    private void Tell(AnomalyBuilder anomaly)
    {
        var severity = Severities.Of(anomaly.Score);
        if (severity < told.Severity + SeverityTold && anomaly.Count < TimesAsLongTold * told.Steps) return;
        told = (severity, anomaly.Count);
        verdicts.Add(anomaly.ToVerdict(steps, ongoing: true));
    }
}
