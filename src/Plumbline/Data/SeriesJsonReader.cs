namespace Plumbline.Data;

/// <summary>Reads telemetry from JSON lines, plain or gzip: one object a line with the time under <c>timestamp</c> (ISO 8601 text) or <c>index</c> (an integer), optional
/// <c>entity</c> and <c>label</c>, and a number for each signal under its name, beside them or in an object <c>values</c>.</summary>
/// <remarks>
/// A signal that a line does not have, <c>null</c> and the texts that are missing in CSV are missing; <c>true</c> and <c>false</c> are 1 and 0. Which keys time, entity and label have, and
/// unless the options name them the signals, the first line decides; what is no signal is passed over. Faults are as those of <see cref="SeriesCsvReader"/>, with line and key.
/// </remarks>
public sealed class SeriesJsonReader : ISeriesReader
{
    private const int MostBatchValues = 1 << 22;

    private readonly SourceStream stream;
    private readonly string source;
    private readonly SeriesCsvOptions options;
    private readonly JsonLines lines;
    private readonly JsonRow row;
    private bool isRead; // the current line, into row
    private bool started;

    /// <summary>Reads the first line.</summary>
    /// <inheritdoc cref="SeriesCsvReader(Stream, string, SeriesCsvOptions)"/>
    public SeriesJsonReader(Stream stream, string source, SeriesCsvOptions? options = null) : this(new SourceStream(stream, options?.Live ?? false), source, options ?? new SeriesCsvOptions())
    {
    }

    internal SeriesJsonReader(SourceStream stream, string source, SeriesCsvOptions options)
    {
        options.Validate();
        (this.stream, this.source, this.options) = (stream, source, options);
        lines = new JsonLines(stream, source);
        row = new JsonRow(lines, source, options);
        while (lines.Read())
        {
            if (TryRead()) return;
            RowsRead++;
        }
        throw new DataFormatException(source, "", "no row", "JSON lines, one object a line");
    }

    public IReadOnlyList<string> Signals => row.Signals;

    public IReadOnlyList<string> PassedOver => row.PassedOver;

    public TimeKind TimeKind => row.Kind;

    public bool HasLabels => row.HasLabels;

    public bool HasEntities => row.HasEntities;

    public long RowsRead { get; private set; }

    public long RowsSkipped { get; private set; }

    public long BytesRead => stream.BytesRead;

    public long? TotalBytes => stream.TotalBytes;

    public IReadOnlyList<SeriesFrame> ReadAll(CancellationToken cancellation = default)
    {
        Start();
        return Read(null, cancellation);
    }

    public IEnumerable<SeriesFrame> ReadBatches(CancellationToken cancellation = default)
    {
        Start();
        return Batches(cancellation);
    }

    /// <summary>Ends reading; the stream given stays open.</summary>
    public void Dispose() => stream.Dispose();

    private void Start()
    {
        if (started) throw new InvalidOperationException("JSON lines are read once; open them again to read them again.");
        started = true;
    }

    private IEnumerable<SeriesFrame> Batches(CancellationToken cancellation)
    {
        var rows = Math.Min(options.BatchRows, Math.Max(1, MostBatchValues / Signals.Count));
        while (isRead || lines.Read())
        {
            foreach (var frame in Read(rows, cancellation)) yield return frame;
        }
    }

    // From the current line on, read or not.
    private SeriesFrame[] Read(int? mostRows, CancellationToken cancellation)
    {
        var entities = new EntityMap<StepBuffer>(name => new StepBuffer(name, Signals.Count, HasLabels, 16));
        var taken = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (isRead || TryRead())
            {
                var steps = entities[row.Entity];
                if (steps.IsFull) Grow(steps);
                row.Values.CopyTo(steps.Add(row.Time, RowsRead));
                if (HasLabels) steps.SetLabel(row.Label);
            }
            isRead = false;
            RowsRead++;
        }
        while (++taken < (mostRows ?? int.MaxValue) && !(options.Live && mostRows is not null && !lines.HasWholeLine) && lines.Read());
        return [.. entities.InOrder.Select(steps => steps.ToFrame(Signals, TimeKind, source, headerLines: 0))];
    }

    private bool TryRead()
    {
        try
        {
            row.Read();
            return isRead = true;
        }
        catch (DataFormatException fault) when (options.Skip is not null)
        {
            RowsSkipped++;
            options.Skip(fault);
            return false;
        }
    }

    private void Grow(StepBuffer steps)
    {
        try
        {
            steps.Grow(0);
        }
        catch (OverflowException inner)
        {
            throw new DataFormatException(source, $"line {lines.Line}", "more values of one entity than fit in memory as one block", "a smaller source, or reading in batches", inner);
        }
    }
}
