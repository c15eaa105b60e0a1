using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Scores series as they are read and writes a row for each of their rows, in their order, in bounded memory.</summary>
/// <param name="found">Called for every anomaly once it has ended; it says which of those before was most alike.</param>
/// <remarks>Not thread-safe. A detector whose preparation looks ahead (<see cref="Preprocessing.Preprocessor.IsCausal"/> is false) needs
/// all rows of a source before it scores the first.</remarks>
public sealed class SeriesScoring(Detector detector, Action<Verdict> found)
{
    private readonly bool waits = detector.Model is Models.IScoringModel { Hindsight.Steps: > 0 };
    private readonly KnownCases known = new();
    private readonly Dictionary<string, EntityScorer> scorers = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public long AnomalousRows { get; private set; }

    public long RowsWithoutEnoughData { get; private set; }

    /// <summary>Scores one source; the rows of an entity that was in a source before go on from there.</summary>
    /// <param name="writer">Gets the rows; flushed whenever everything read of a wide source has been scored.</param>
    /// <param name="entity">Entity of the rows of a source that names none; null leaves it empty.</param>
    /// <param name="scored">Called after each frame.</param>
    /// <exception cref="DataFormatException">A fault of the data, or signals that differ from the model's.</exception>
    public void Score(SeriesCsvReader reader, ScoresCsvWriter writer, string? entity = null, Action? scored = null, CancellationToken cancellation = default)
    {
        var rows = new RowMerge(writer, reader.HasEntities);
        var before = Rows;
        var frames = detector.Preprocessor.IsCausal ? reader.ReadBatches(cancellation) : reader.ReadAll(cancellation);
        foreach (var frame in frames)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.WriteBefore(Math.Min(frame.Rows.Span[0], FirstWaiting()));
            rows.Add(Score(entity is null || reader.HasEntities ? frame : frame.Of(entity)));
            if (Rows - before == reader.RowsRead)
            {
                rows.WriteBefore(Math.Min(reader.RowsRead, FirstWaiting()));
                writer.Flush();
            }
            scored?.Invoke();
        }
        foreach (var scorer in scorers.Values) rows.Add(Count(scorer.JudgeWaiting()));
        rows.WriteBefore(long.MaxValue);
        writer.Flush();
    }

    /// <summary>Ends all entities: anomalies still going on end with their last rows.</summary>
    public void Finish()
    {
        foreach (var scorer in scorers.Values)
        {
            scorer.Finish();
            foreach (var verdict in scorer.TakeVerdicts()) found(known.Take(verdict));
        }
    }

    private ScoredRows Score(SeriesFrame frame)
    {
        if (!scorers.TryGetValue(frame.Entity, out var scorer)) scorers.Add(frame.Entity, scorer = detector.NewScorer(frame.Entity));
        var rows = scorer.Score(frame);
        foreach (var verdict in scorer.TakeVerdicts()) found(known.Take(verdict));
        Rows += frame.StepCount;
        return Count(rows);
    }

    // The first row of the source that a model that waits for later ones has not judged yet.
    private long FirstWaiting() => waits ? scorers.Values.Min(scorer => (long?)scorer.FirstWaiting) ?? long.MaxValue : long.MaxValue;

    private ScoredRows Count(ScoredRows rows)
    {
        foreach (var status in rows.Statuses)
        {
            if (status == VerdictStatus.Anomalous) AnomalousRows++;
            if (status == VerdictStatus.NotEnoughData) RowsWithoutEnoughData++;
        }
        return rows;
    }
}
