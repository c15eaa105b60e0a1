using System.Globalization;

namespace Plumbline.Data;

/// <summary>Reads a scores file as <see cref="ScoresCsvWriter"/> writes it, plain or gzip, row by row.</summary>
public sealed class ScoresCsvReader : IDisposable
{
    private readonly CsvRows rows;
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal); // one string a name, however many rows
    private readonly int first; // field of the score

    /// <summary>Reads the header.</summary>
    /// <param name="stream">Need not seek; stays open.</param>
    /// <param name="source">File name or <c>standard input</c>, for messages.</param>
    /// <exception cref="DataFormatException">The header is not that of a scores file.</exception>
    public ScoresCsvReader(Stream stream, string source)
    {
        rows = new CsvRows(stream, source, ',');
        if (!rows.Read()) throw new DataFormatException(source, "", "no text", "a scores file with its header");
        TimeKind = rows.Name(0, "1") switch
        {
            "timestamp" => TimeKind.Timestamp,
            "index" => TimeKind.Index,
            var other => throw rows.Fault("", $"{CsvRows.Show(other)} as the first column", "'timestamp' or 'index'"),
        };
        HasEntities = rows.FieldCount > 1 && rows.Name(1, "2") is "entity";
        first = HasEntities ? 2 : 1;
        var expected = $"the columns {string.Join(',', ScoresCsvWriter.Columns)} after the time and the optional entity";
        rows.RequireFieldCount(first + ScoresCsvWriter.Columns.Length, expected);
        for (var column = 0; column < ScoresCsvWriter.Columns.Length; column++)
        {
            var name = rows.Name(first + column, $"{first + column + 1}");
            if (!name.SequenceEqual(ScoresCsvWriter.Columns[column])) throw rows.Fault($"{first + column + 1}", CsvRows.Show(name), expected);
        }
    }

    public TimeKind TimeKind { get; }

    public bool HasEntities { get; }

    /// <summary>The rows in the order of the file; may be asked for once.</summary>
    /// <exception cref="DataFormatException">A fault of the data, after the rows before it.</exception>
    public IEnumerable<ScoreRow> ReadRows()
    {
        while (rows.Read())
        {
            rows.RequireFieldCount(first + ScoresCsvWriter.Columns.Length);
            yield return Row();
        }
    }

    /// <summary>Ends reading; the stream given stays open.</summary>
    public void Dispose() => rows.Dispose();

    private ScoreRow Row() => new(
        Time(), HasEntities ? Name(1, "entity") : "", Number(0), Number(1), Number(2), Severity(), Status(),
        Name(first + 5, ScoresCsvWriter.Columns[5]), Number(6));

    private long Time()
    {
        var text = rows[0];
        if (TimeKind == TimeKind.Timestamp ? TimestampParser.TryParse(text, out var time)
            : long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out time)) return time;
        throw rows.Fault(TimeKind == TimeKind.Timestamp ? "timestamp" : "index", CsvRows.Show(text),
            TimeKind == TimeKind.Timestamp ? "a time like 2026-01-31 23:59:00" : "an integer index");
    }

    private double Number(int column)
    {
        var text = rows[first + column];
        if (text.IsEmpty) return double.NaN;
        if (NumberParser.TryParse(text, out var value)) return value;
        throw rows.Fault(ScoresCsvWriter.Columns[column], CsvRows.Show(text), "a number, or an empty cell when there is none");
    }

    private double Severity()
    {
        var severity = Number(3);
        if (severity is >= 0 and <= 100 || double.IsNaN(severity)) return severity;
        throw rows.Fault("severity", CsvRows.Show(rows[first + 3]), "a number from 0 to 100");
    }

    private VerdictStatus Status()
    {
        var text = rows[first + 4];
        for (var status = 0; status < ScoresCsvWriter.Statuses.Length; status++)
            if (text.SequenceEqual(ScoresCsvWriter.Statuses[status])) return (VerdictStatus)status;
        throw rows.Fault("status", CsvRows.Show(text), string.Join(", ", ScoresCsvWriter.Statuses));
    }

    private string Name(int field, string column)
    {
        var name = rows.Name(field, column);
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var known)) return known;
        var fresh = name.ToString();
        names.Add(fresh, fresh);
        return fresh;
    }
}
