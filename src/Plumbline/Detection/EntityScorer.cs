using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Scores one entity's rows frame by frame: a <see cref="StreamingDetector"/> that hands the rows back with their scores.</summary>
/// <remarks>Not thread-safe; one scorer an entity. Frames of any size give the same scores and verdicts.</remarks>
public sealed class EntityScorer
{
    private readonly Detector detector;
    private readonly string entity;
    private readonly StreamingDetector stream;
    private readonly WaitingRows rows = new();

    internal EntityScorer(Detector detector, string entity, StreamingOptions options, ScoringWorkspace? workspace)
    {
        (this.detector, this.entity) = (detector, entity);
        stream = new StreamingDetector(detector, entity, options, workspace);
    }

    /// <summary>Scores the next rows of the entity.</summary>
    /// <param name="frame">Rows that follow those scored before.</param>
    /// <returns>Rows judged by now: the given ones, unless the model waits for later steps; then those before them that it has waited for, and the last ones come with
    /// <see cref="Finish"/>.</returns>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order; nothing of the frame counts.</exception>
    public ScoredRows Score(SeriesFrame frame)
    {
        Add(frame);
        return rows.Take(detector, entity);
    }

    /// <inheritdoc cref="StreamingDetector.TakeVerdicts"/>
    public IReadOnlyList<Verdict> TakeVerdicts() => stream.TakeVerdicts();

    /// <summary>Ends the entity: rows that still wait for later ones are judged without, and an anomaly still going on ends with the last row. Call
    /// <see cref="TakeVerdicts"/> afterwards.</summary>
    /// <returns>The rows that had not been judged.</returns>
    public ScoredRows Finish()
    {
        stream.Finish();
        return Take();
    }

    /// <summary>Whether it has scored a row.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Number of the first row that is not judged yet; the largest there is when all are.</summary>
    internal long FirstWaiting => rows.First;

    /// <summary>Scores the next rows of the entity; the results wait for <see cref="Score"/> or <see cref="Finish"/>.</summary>
    internal void Add(SeriesFrame frame)
    {
        var prepared = stream.Add(frame);
        HasBegun = true;
        rows.Add(frame, prepared.StepOfRow.Span, prepared.StepCount);
        foreach (ref readonly var step in stream.Judged) rows.Judged(step);
    }

    /// <summary>Judges the rows that wait for later ones, without them.</summary>
    internal ScoredRows JudgeWaiting()
    {
        stream.JudgeWaiting();
        return Take();
    }

    private ScoredRows Take()
    {
        foreach (ref readonly var step in stream.Judged) rows.Judged(step);
        return rows.Take(detector, entity);
    }
}
