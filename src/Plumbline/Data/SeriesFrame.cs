namespace Plumbline.Data;

/// <summary>Raw telemetry of one entity: steps x signals in the units of the source, as it was read.</summary>
/// <remarks>
/// Immutable by contract: whoever builds a frame hands its arrays over. <see cref="double.NaN"/> is the one mark of a
/// missing value; infinite values are refused by the readers. Values stay <see cref="double"/> here because counters and
/// byte totals do not survive <see cref="float"/>; models see <see cref="float"/> only after scaling.
/// </remarks>
public sealed class SeriesFrame
{
    /// <param name="entity">Node, drive or service the rows belong to; empty when the source names none.</param>
    /// <param name="signals">Signal names in column order, distinct and not empty.</param>
    /// <param name="time">Time of each step.</param>
    /// <param name="values">Row-major [step, signal]; NaN is missing.</param>
    /// <param name="labels">0 normal, anything else anomalous (modes are kept), [step]; empty when the source has none.</param>
    /// <param name="rows">0-based number of the data row of each step in its source, [step]; counted from 0 when not given.</param>
    /// <param name="source">File the rows came from, for messages.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public SeriesFrame(string entity, IReadOnlyList<string> signals, TimeAxis time, ReadOnlyMemory<double> values,
        ReadOnlyMemory<int> labels = default, ReadOnlyMemory<long> rows = default, string source = "memory")
    {
        if (signals.Count == 0) throw new ArgumentException("A frame needs at least one signal.", nameof(signals));
        if (values.Length != (long)time.Count * signals.Count)
            throw new ArgumentException($"{values.Length} values, but {time.Count} steps x {signals.Count} signals.", nameof(values));
        if (labels.Length != 0 && labels.Length != time.Count)
            throw new ArgumentException($"{labels.Length} labels for {time.Count} steps.", nameof(labels));
        if (rows.Length != 0 && rows.Length != time.Count)
            throw new ArgumentException($"{rows.Length} row numbers for {time.Count} steps.", nameof(rows));
        Entity = entity;
        Signals = signals;
        Time = time;
        Values = values;
        Labels = labels;
        Rows = rows.Length == 0 ? TimeAxis.Counting(time.Count).Values : rows;
        Source = source;
    }

    public string Entity { get; }

    public IReadOnlyList<string> Signals { get; }

    public TimeAxis Time { get; }

    /// <summary>[step, signal], row-major, in the units of the source; NaN is missing.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>[step]; 0 normal, anything else anomalous; empty without labels.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>[step]; 0-based data row in the source.</summary>
    public ReadOnlyMemory<long> Rows { get; }

    public string Source { get; }

    public int StepCount => Time.Count;

    public int SignalCount => Signals.Count;

    public bool HasLabels => Labels.Length != 0;

    /// <summary>Values of one step, [signal].</summary>
    public ReadOnlySpan<double> Row(int step) => Values.Span.Slice(step * SignalCount, SignalCount);

    /// <summary>Where a step stands in its source, as error messages name it: file line, blank ones not counted.</summary>
    public string Position(int step) => $"line {Rows.Span[step] + HeaderLines + 1}";

    /// <summary>Lines before the first row of the source; 1 unless it says otherwise.</summary>
    internal int HeaderLines { get; init; } = 1;

    /// <summary>The same rows under the name of an entity, without copying.</summary>
    public SeriesFrame Of(string entity) => new(entity, Signals, Time, Values, Labels, Rows, Source) { HeaderLines = HeaderLines };

    /// <summary>Consecutive steps of this frame, without copying.</summary>
    public SeriesFrame Slice(int start, int count) => new(Entity, Signals, Time.Slice(start, count),
        Values.Slice(start * SignalCount, count * SignalCount),
        HasLabels ? Labels.Slice(start, count) : default, Rows.Slice(start, count), Source)
    {
        HeaderLines = HeaderLines,
    };
}
