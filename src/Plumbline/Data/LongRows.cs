namespace Plumbline.Data;

/// <summary>Gathers the rows of a long series CSV, one value each, into one frame an entity.</summary>
internal sealed class LongRows
{
    private const int MostPassedOver = 1000;

    private readonly SeriesRows rows;
    private readonly SeriesColumns columns;
    private readonly List<string> signals;
    private readonly Dictionary<string, int> signalOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> passed = new(StringComparer.Ordinal);
    private readonly bool signalsGiven;
    private long latest = long.MinValue;

    public LongRows(SeriesRows rows, SeriesColumns columns)
    {
        this.rows = rows;
        this.columns = columns;
        signals = [.. columns.Signals];
        signalsGiven = signals.Count > 0;
        for (var signal = 0; signal < signals.Count; signal++) signalOf.Add(signals[signal], signal);
    }

    public IReadOnlyList<string> Signals => signals;

    /// <summary>Signals that were not asked for.</summary>
    public IReadOnlyList<string> PassedOver => [.. passed];

    /// <param name="mostRows">Rows to take, and then on until the time changes, so that no step is torn apart; this needs times
    /// that never decrease. Null for all, in any order.</param>
    public SeriesFrame[] Read(int? mostRows, CancellationToken cancellation)
    {
        var entities = new EntityMap<LongSteps>(name => new LongSteps(name, signals.Count));
        for (var taken = 0L; rows.HasRow; taken++, rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            rows.RequireFields();
            var time = rows.Time();
            if (mostRows is not null)
            {
                if (time < latest) throw NotSorted(time);
                if (time != latest && taken >= mostRows) break;
                latest = time;
            }
            var name = rows.Signal();
            var signal = SignalOf(name);
            if (signal < 0) continue;
            try
            {
                if (!entities[rows.Entity()].TryAdd(time, rows.Number, signal, rows.Value(columns.Value))) throw Duplicate(time, name);
            }
            catch (OverflowException inner)
            {
                throw rows.TooLarge(inner);
            }
        }
        return entities.InOrder.Select(steps => steps.ToFrame(signals, columns.Kind, rows.Source)).ToArray();
    }

    /// <returns>-1 for a signal that was not asked for.</returns>
    private int SignalOf(ReadOnlySpan<char> name)
    {
        var lookup = signalOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var signal)) return signal;
        if (signalsGiven)
        {
            if (passed.Count < MostPassedOver) passed.GetAlternateLookup<ReadOnlySpan<char>>().Add(name);
            return -1;
        }
        if (name.IsEmpty) throw rows.Fault(columns.Signal, "an empty signal name", "the name of the signal the value belongs to");
        signal = signals.Count;
        signals.Add(name.ToString());
        signalOf.Add(signals[signal], signal);
        return signal;
    }

    private DataFormatException Duplicate(long time, ReadOnlySpan<char> name) => rows.Fault(columns.Signal,
        $"{CsvRows.Show(name)} a second time at {TimeAxis.Format(columns.Kind, time)}{(columns.Entity >= 0 ? $" of entity {CsvRows.Show(rows.Entity())}" : "")}",
        "one value for each entity, time and signal");

    private DataFormatException NotSorted(long time) => rows.Fault(columns.Time,
        $"{TimeAxis.Format(columns.Kind, time)} after {TimeAxis.Format(columns.Kind, latest)}",
        "times that never decrease, which reading the long form in batches needs");
}
