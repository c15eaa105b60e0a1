using System.Text;
using Sylvan.Data.Csv;

namespace Plumbline.Data;

/// <summary>The records of a CSV source one after another, with the file line of each; every fault of the text becomes a
/// <see cref="DataFormatException"/> that says where.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int BufferChars = 1 << 16;
    private const int LongestLine = 1 << 24;
    private const int ShownChars = 40;

    private readonly SourceStream stream;
    private readonly HeadedText text;
    private readonly CsvDataReader reader;
    private readonly Func<bool> readRecord;
    private long nextLine = 1;
    private long taken; // characters of all records so far

    /// <param name="delimiter">Null to recognise it in the first line.</param>
    /// <param name="live">Takes what the stream has instead of waiting until a buffer is full.</param>
    public CsvRows(Stream stream, string source, char? delimiter, bool live = false) : this(new SourceStream(stream, live), source, delimiter)
    {
    }

    public CsvRows(SourceStream stream, string source, char? delimiter)
    {
        Source = source;
        this.stream = stream;
        // Bytes that are not UTF-8 decode to U+FFFD, which no number and no name may contain; so the fault is found
        // at its very line and column, which a throwing decoder, a buffer ahead of the parser, could not name.
        text = new HeadedText(new StreamReader(this.stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferChars));
        reader = Guarded(() => CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter ?? text.FindDelimiter(),
            Comment = '\uFFFF', // off: a line that starts with '#' is data
            BufferSize = BufferChars,
            MaxBufferSize = LongestLine,
        }));
        readRecord = reader.Read;
    }

    public string Source { get; }

    /// <summary>1-based file line on which the current record starts.</summary>
    public long Line { get; private set; }

    /// <summary>Fields of the current record.</summary>
    public int FieldCount => reader.RowFieldCount;

    /// <summary>Whether the end of a further line is in memory, so that reading it need not wait for the stream.</summary>
    public bool HasWholeLine => taken < text.LineEnd;

    public long BytesRead => stream.BytesRead;

    public long? TotalBytes => stream.TotalBytes;

    public ReadOnlySpan<char> this[int field] => reader.GetFieldSpan(field);

    /// <summary>Goes to the next record that is not a blank line.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        while (Advance())
        {
            if (reader.RowFieldCount == 1 && reader.GetFieldSpan(0).IsWhiteSpace()) continue;
            return true;
        }
        return false;
    }

    /// <summary>How many rows the whole source will probably have, when so many came from the part read so far;
    /// 0 while too little was read, or when the source cannot tell its length.</summary>
    public long ExpectedRows(long rowsSoFar)
    {
        // Reading is a few buffers ahead of parsing; after 2 MB that distorts the estimate by less than its margin.
        if (TotalBytes is not { } total || BytesRead < 1 << 21) return 0;
        return (long)(rowsSoFar * Math.Max(1, (double)total / BytesRead) * 1.125) + 1;
    }

    /// <param name="expectation">What the message expects; by default as many as in the first line.</param>
    public void RequireFieldCount(int expected, string? expectation = null)
    {
        if (FieldCount != expected) throw Fault("", Fields(FieldCount), expectation ?? $"{Fields(expected)} as in the first line");
    }

    /// <summary>A name: without white space around it, and free of what only binary data contains.</summary>
    public ReadOnlySpan<char> Name(int field, string column)
    {
        var name = this[field].Trim();
        foreach (var c in name)
        {
            if (c != '\uFFFD' && !char.IsControl(c)) continue;
            throw Fault(column, $"{Show(name)}, which is binary data or not UTF-8", "UTF-8 text");
        }
        return name;
    }

    public DataFormatException Fault(string column, string found, string expected) =>
        Fault(Line, column, found, expected, null);

    /// <summary>Text as messages quote it: clipped, unprintable characters replaced.</summary>
    public static string Show(ReadOnlySpan<char> text)
    {
        if (text.IsWhiteSpace()) return "an empty cell";
        var shown = new StringBuilder("'");
        foreach (var c in text[..Math.Min(text.Length, ShownChars)]) shown.Append(char.IsControl(c) ? '\uFFFD' : c);
        return shown.Append(text.Length > ShownChars ? "...'" : "'").ToString();
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";

    private bool Advance()
    {
        Line = nextLine;
        if (!Guarded(readRecord)) return false;
        var record = reader.GetRawRecordSpan();
        taken += record.Length;
        var lines = record.Count('\n');
        nextLine += lines == 0 ? record.Count('\r') : lines; // '\r' alone ends lines of very old files
        return true;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException inner)
        {
            throw Fault(nextLine, "", $"a line of more than {LongestLine} characters",
                "text with line ends, and every quote closed", inner);
        }
        catch (CsvFormatException inner)
        {
            throw Fault(nextLine, "", "a quote that is not closed, or text after a closing quote",
                "quotes around whole fields, doubled inside", inner);
        }
        catch (InvalidDataException inner)
        {
            throw Fault(nextLine, "", "damaged or cut off gzip data", "a whole gzip stream", inner);
        }
    }

    private DataFormatException Fault(long line, string column, string found, string expected, Exception? inner) =>
        new(Source, column.Length == 0 ? $"line {line}" : $"line {line}, column '{column}'", found, expected, inner);
}
