using Plumbline.Data;
using Plumbline.Detection.Attribution;

namespace Plumbline.Detection;

/// <summary>Scores series as they are read and writes a row for each of their rows, in their order, in bounded memory.</summary>
/// <param name="found">Called for every anomaly once it has ended; it says which of those before was most alike.</param>
/// <param name="ongoing">Whether it is called as well when an anomaly begins and grows; see <see cref="StreamingOptions.Ongoing"/>.</param>
/// <param name="skip">Gets the faults of rows whose time is not after the one before, which are then passed over; null: they are thrown.</param>
/// <remarks>Not thread-safe. A detector whose preparation looks ahead (<see cref="Preprocessing.Preprocessor.IsCausal"/> is false) needs
/// all rows of a source before it scores the first.</remarks>
public sealed class SeriesScoring(Detector detector, Action<Verdict> found, bool ongoing = false, Action<DataFormatException>? skip = null)
{
    private readonly bool waits = detector.Model is Models.IScoringModel { Hindsight.Steps: > 0 };
    private readonly KnownCases known = new();
    private readonly Dictionary<string, EntityScorer> scorers = new(StringComparer.Ordinal);
    private readonly ScoringWorkspace workspace = new(detector);
    private long skipped;

    public long Rows { get; private set; }

    public long AnomalousRows { get; private set; }

    public long RowsWithoutEnoughData { get; private set; }

    /// <summary>Scores one source; the rows of an entity that was in a source before go on from there.</summary>
    /// <param name="writer">Gets the rows; flushed whenever everything read of a wide source has been scored. Null when only anomalies are wanted, which takes less time.</param>
    /// <param name="entity">Entity of the rows of a source that names none; null leaves it empty.</param>
    /// <param name="scored">Called after each frame.</param>
    /// <exception cref="DataFormatException">A fault of the data, or signals that differ from the model's.</exception>
    public void Score(ISeriesReader reader, ScoresCsvWriter? writer, string? entity = null, Action? scored = null, CancellationToken cancellation = default)
    {
        var rows = writer is null ? null : new RowMerge(writer, reader.HasEntities);
        var before = Rows + skipped;
        var frames = detector.Preprocessor.IsCausal ? reader.ReadBatches(cancellation) : reader.ReadAll(cancellation);
        foreach (var frame in frames)
        {
            cancellation.ThrowIfCancellationRequested();
            rows?.WriteBefore(Math.Min(frame.Rows.Span[0], FirstWaiting()));
            foreach (var part in Score(entity is null || reader.HasEntities ? frame : frame.Of(entity), writer is not null)) rows?.Add(part);
            if (rows is not null && Rows + skipped - before == reader.RowsRead - reader.RowsSkipped)
            {
                rows.WriteBefore(Math.Min(reader.RowsRead, FirstWaiting()));
                writer!.Flush();
            }
            scored?.Invoke();
        }
        foreach (var scorer in scorers.Values)
        {
            var last = Count(scorer.JudgeWaiting());
            rows?.Add(last);
        }
        rows?.WriteBefore(long.MaxValue);
        writer?.Flush();
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

    private IReadOnlyList<ScoredRows> Score(SeriesFrame frame, bool topSignals)
    {
        if (!scorers.TryGetValue(frame.Entity, out var scorer))
            scorers.Add(frame.Entity, scorer = new EntityScorer(detector, frame.Entity, new StreamingOptions { Ongoing = ongoing, TopSignals = topSignals }, workspace));
        ScoredRows rows;
        try
        {
            rows = scorer.Score(frame);
        }
        catch (DataFormatException) when (skip is not null && frame.StepCount > 1)
        {
            return [.. Enumerable.Range(0, frame.StepCount).SelectMany(row => Score(frame.Slice(row, 1), topSignals))];
        }
        catch (DataFormatException fault) when (skip is not null && scorer.HasBegun)
        {
            skipped++;
            skip(fault);
            return [];
        }
        foreach (var verdict in scorer.TakeVerdicts()) found(known.Take(verdict));
        Rows += frame.StepCount;
        return [Count(rows)];
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
