namespace Plumbline.Data;

/// <summary>Writes a scores file: <c>timestamp|index[,entity],score,raw_score,threshold,severity,status,top_signal,top_share</c>.</summary>
/// <remarks>Numbers are the shortest that read back exactly; NaN is an empty cell, an infinite score is <c>Infinity</c>.</remarks>
public sealed class ScoresCsvWriter : IDisposable
{
    internal static readonly string[] Columns = ["score", "raw_score", "threshold", "severity", "status", "top_signal", "top_share"];
    internal static readonly string[] Statuses = ["normal", "anomalous", "not_enough_data"]; // by VerdictStatus

    private readonly CsvLines lines;
    private readonly TimeKind timeKind;
    private readonly bool hasEntities;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Gets UTF-8; stays open.</param>
    public ScoresCsvWriter(Stream stream, TimeKind timeKind, bool hasEntities)
    {
        (this.timeKind, this.hasEntities) = (timeKind, hasEntities);
        lines = new CsvLines(stream);
        lines.Text(timeKind == TimeKind.Index ? "index" : "timestamp");
        if (hasEntities) lines.Text("entity");
        foreach (var column in Columns) lines.Text(column);
        lines.EndLine();
    }

    /// <summary>Writes rows in the order given, which should be that of the scored data.</summary>
    public void Write(ReadOnlySpan<ScoreRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            lines.Time(timeKind, row.Time);
            if (hasEntities) lines.Text(row.Entity);
            lines.Number(row.Score);
            lines.Number(row.RawScore);
            lines.Number(row.Threshold);
            lines.Number(row.Severity);
            lines.Text(Statuses[(int)row.Status]);
            lines.Text(row.TopSignal);
            lines.Number(row.TopShare);
            lines.EndLine();
        }
    }

    /// <summary>Hands all rows to the stream and flushes it.</summary>
    public void Flush() => lines.Flush();

    /// <summary>Flushes; the stream stays open.</summary>
    public void Dispose() => Flush();
}
