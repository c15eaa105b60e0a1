using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Rows of one entity as they were given: those of a frame, or one by itself.</summary>
internal readonly ref struct GivenRows
{
    private readonly SeriesFrame? frame;
    private readonly string entity;
    private readonly long first;

    /// <param name="columns">Of each signal of the model that is a column, [signal].</param>
    public GivenRows(SeriesFrame frame, ReadOnlySpan<int> columns)
    {
        (this.frame, entity, Kind) = (frame, frame.Entity, frame.Time.Kind);
        Times = frame.Time.Values.Span;
        Values = frame.Values.Span;
        Columns = columns;
        Width = frame.SignalCount;
    }

    /// <param name="time">Of the row.</param>
    /// <param name="values">[signal], in the model's order.</param>
    /// <param name="columns">0, 1, 2, ...</param>
    /// <param name="row">Its number among those given, from 0.</param>
    public GivenRows(string entity, TimeKind kind, ReadOnlySpan<long> time, ReadOnlySpan<double> values, ReadOnlySpan<int> columns, long row)
    {
        (this.entity, Kind, first) = (entity, kind, row);
        Times = time;
        Values = values;
        Columns = columns;
        Width = values.Length;
    }

    public TimeKind Kind { get; }

    /// <summary>[row].</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>[row, column].</summary>
    public ReadOnlySpan<double> Values { get; }

    public ReadOnlySpan<int> Columns { get; }

    public int Count => Times.Length;

    private int Width { get; }

    public ReadOnlySpan<double> Row(int row) => Values.Slice(row * Width, Width);

    /// <summary>Number of a row in its source.</summary>
    public long Number(int row) => frame is null ? first + row : frame.Rows.Span[row];

    public string Format(int row) => TimeAxis.Format(Kind, Times[row]);

    /// <param name="row">That it is at; negative when it concerns all of them.</param>
    public DataFormatException Fault(int row, string found, string expected) => new(frame?.Source ?? "stream",
        row < 0 ? "" : frame?.Position(row) ?? $"row {first + row + 1}", $"{found}{(entity.Length == 0 || row < 0 ? "" : $" for entity '{entity}'")}", expected);
}
