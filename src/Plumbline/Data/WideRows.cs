namespace Plumbline.Data;

/// <summary>Gathers the rows of a wide series CSV into one frame an entity.</summary>
/// <param name="live">Batches end where the next row may have to be waited for.</param>
/// <param name="skip">Gets the faults of rows that are passed over; null: they are thrown.</param>
internal sealed class WideRows(SeriesRows rows, SeriesColumns columns, bool live, Action<DataFormatException>? skip)
{
    private const int MostBatchValues = 1 << 22;

    private StepBuffer? begun; // holds a step of the current row

    /// <summary>Rows passed over.</summary>
    public long Skipped { get; private set; }

    /// <summary>Rows in a batch, such that it stays in bounds however many signals there are.</summary>
    public int BatchRows(int wanted) => Math.Min(wanted, Math.Max(1, MostBatchValues / columns.Signals.Length));

    /// <param name="mostRows">Rows to take; null for all, when the room needed is estimated from the length of the source.</param>
    public SeriesFrame[] Read(int? mostRows, CancellationToken cancellation)
    {
        var capacity = columns.Entity >= 0 || live ? 16 : mostRows ?? 1024;
        var entities = new EntityMap<StepBuffer>(name => new StepBuffer(name, columns.Signals.Length, columns.Label >= 0, capacity));
        for (var taken = 0L; taken < (mostRows ?? long.MaxValue) && rows.HasRow; taken++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (skip is null) Take(entities, mostRows);
            else TakeOrSkip(entities, mostRows, skip);
            rows.Next();
            if (live && mostRows is not null && rows.MayWait) break;
        }
        return [.. entities.InOrder.Where(steps => steps.Count > 0).Select(steps => steps.ToFrame(columns.Signals, columns.Kind, rows.Source))];
    }

    private void Take(EntityMap<StepBuffer> entities, int? mostRows)
    {
        rows.RequireFields();
        var steps = entities[rows.Entity()];
        if (steps.IsFull) Grow(steps, mostRows);
        var time = rows.Time();
        var values = steps.Add(time, rows.Number);
        begun = steps;
        var fields = columns.SignalFields;
        for (var signal = 0; signal < fields.Length; signal++) values[signal] = rows.Value(fields[signal]);
        if (columns.Label >= 0) steps.SetLabel(rows.Label());
    }

    private void TakeOrSkip(EntityMap<StepBuffer> entities, int? mostRows, Action<DataFormatException> skip)
    {
        begun = null;
        try
        {
            Take(entities, mostRows);
        }
        catch (DataFormatException fault)
        {
            begun?.RemoveLast();
            Skipped++;
            skip(fault);
        }
    }

    private void Grow(StepBuffer steps, int? mostRows)
    {
        try
        {
            steps.Grow(mostRows is { } most ? Math.Min(most, steps.Count * 2L) : rows.ExpectedRows(steps.Count));
        }
        catch (OverflowException inner)
        {
            throw rows.TooLarge(inner);
        }
    }
}
