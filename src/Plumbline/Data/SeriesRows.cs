using System.Globalization;
using System.Runtime.CompilerServices;

namespace Plumbline.Data;

/// <summary>The data rows of a series CSV, their cells read as time, entity, value and label.</summary>
internal sealed class SeriesRows
{
    private readonly CsvRows rows;
    private readonly SeriesColumns columns;
    private bool isPending;
    private bool hasRow;

    /// <summary>Goes to the first data row.</summary>
    public SeriesRows(CsvRows rows, SeriesColumns columns)
    {
        this.rows = rows;
        this.columns = columns;
        Number = -1;
        Next();
    }

    public string Source => rows.Source;

    /// <summary>False after the last row. Only asking this reads the row, and waits for it where it has not come yet.</summary>
    public bool HasRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (isPending) Read();
            return hasRow;
        }
    }

    /// <summary>Whether the current row may have to be waited for.</summary>
    public bool MayWait => isPending && !rows.HasWholeLine;

    /// <summary>0-based number of the current data row; blank lines are not counted.</summary>
    public long Number { get; private set; }

    /// <exception cref="DataFormatException">The current row has another number of fields than the header.</exception>
    public void RequireFields() => rows.RequireFieldCount(columns.Count);

    public void Next()
    {
        isPending = true;
        Number++;
    }

    /// <inheritdoc cref="CsvRows.ExpectedRows"/>
    public long ExpectedRows(long rowsSoFar) => rows.ExpectedRows(rowsSoFar);

    public long Time()
    {
        var text = rows[columns.Time];
        if (columns.Kind == TimeKind.Index)
        {
            if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var index)) return index;
            throw Fault(columns.Time, CsvRows.Show(text), "an integer index, as in the whole column");
        }
        if (TimestampParser.TryParse(text, out var ticks)) return ticks;
        throw Fault(columns.Time, CsvRows.Show(text), "a time like 2026-01-31 23:59:00 or 2026-01-31T23:59:00Z, as in the whole column");
    }

    /// <summary>Empty when the source has no entity column.</summary>
    public ReadOnlySpan<char> Entity() => columns.Entity < 0 ? default : rows.Name(columns.Entity, columns.NameOf(columns.Entity));

    /// <summary>Signal of the current row of a long form.</summary>
    public ReadOnlySpan<char> Signal() => rows.Name(columns.Signal, columns.NameOf(columns.Signal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Value(int field)
    {
        var text = rows[field];
        return NumberParser.TryParse(text, out var value) && double.IsFinite(value) ? value : Missing(text, field);
    }

    public int Label()
    {
        var text = rows[columns.Label];
        if (text.Length == 1 && char.IsAsciiDigit(text[0])) return text[0] - '0';
        if (NumberParser.TryParse(text, out var value) && value == Math.Floor(value) && value is >= int.MinValue and <= int.MaxValue) return (int)value;
        throw Fault(columns.Label, CsvRows.Show(text), "an integer label, 0 for normal");
    }

    public DataFormatException Fault(int field, string found, string expected) => rows.Fault(columns.NameOf(field), found, expected);

    public DataFormatException TooLarge(Exception inner) => new(Source, $"line {rows.Line}",
        "more values of one entity than fit in memory as one block", "a smaller source, or reading in batches", inner);

    private void Read()
    {
        isPending = false;
        hasRow = rows.Read();
    }

    private double Missing(ReadOnlySpan<char> text, int field)
    {
        if (MissingValue.Is(text)) return double.NaN;
        var infinite = NumberParser.TryParse(text, out var value) && double.IsInfinity(value) ? ", which is infinite" : "";
        throw Fault(field, CsvRows.Show(text) + infinite,
            "a finite number with a decimal point, or an empty cell, NaN, null or NA for a missing value");
    }
}
