using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Brings the scored rows of several entities back into the order of their source.</summary>
/// <param name="writer">Gets the rows.</param>
/// <param name="areMixed">Whether the rows of several entities may alternate.</param>
internal sealed class RowMerge(ScoresCsvWriter writer, bool areMixed)
{
    private readonly ScoreRow[] block = new ScoreRow[256];
    private readonly PriorityQueue<(ScoredRows Rows, int Next), long> waiting = new();
    private int blockCount;

    public void Add(ScoredRows rows)
    {
        if (rows.Frame.StepCount > 0) waiting.Enqueue((rows, 0), rows.Frame.Rows.Span[0]);
    }

    /// <summary>Writes every row that stood before the given one; no frame to come may hold one of them.</summary>
    /// <remarks>A reader gives the frames of a batch by their first rows, so the first row of a frame is such a border.</remarks>
    public void WriteBefore(long sourceRow)
    {
        while (waiting.TryPeek(out var first, out var row) && row < sourceRow)
        {
            waiting.Dequeue();
            var places = first.Rows.Frame.Rows.Span;
            // Rows of this entity up to where the next one has its turn.
            var until = areMixed && waiting.TryPeek(out _, out var other) ? Math.Min(other, sourceRow) : sourceRow;
            var next = first.Next;
            while (next < places.Length && places[next] < until) Write(first.Rows, next++);
            if (next < places.Length) waiting.Enqueue((first.Rows, next), places[next]);
        }
        writer.Write(block.AsSpan(0, blockCount));
        blockCount = 0;
    }

    private void Write(ScoredRows rows, int row)
    {
        if (blockCount == block.Length)
        {
            writer.Write(block);
            blockCount = 0;
        }
        block[blockCount++] = RowOf(rows, row);
    }

    /// <summary>One row of a scores file.</summary>
    public static ScoreRow RowOf(ScoredRows rows, int row)
    {
        var score = rows.Score(row);
        var top = rows.TopSignals[row];
        return new ScoreRow(rows.Frame.Time[row], rows.Frame.Entity, score, rows.RawScores[row], rows.Threshold,
            Math.Round(Severities.Of(score), 2), rows.Statuses[row], top < 0 ? "" : rows.Signals[top], top < 0 ? double.NaN : Math.Round(rows.TopShares[row], 4));
    }
}
