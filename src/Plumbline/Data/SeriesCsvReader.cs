namespace Plumbline.Data;

/// <summary>Reads telemetry from CSV text, plain or gzip: a header; the time in a first column <c>timestamp</c> (ISO 8601 or
/// <c>yyyy-MM-dd HH:mm:ss</c>, UTC) or <c>index</c> (integers); optional <c>entity</c>; signals; optional <c>label</c>. Also
/// the long form <c>timestamp,entity,signal,value</c>.</summary>
/// <remarks>
/// An empty cell, <c>NaN</c>, <c>null</c> and <c>NA</c> in any case are missing. Blank lines are passed over. Duplicate and
/// decreasing times are kept as they are: only the time grid can judge them; in the long form the rows of one entity and
/// time are one step wherever they stand. Every fault of the data throws <see cref="DataFormatException"/> with line,
/// column, what was found and what was expected. Reads forward, once; the stream stays open.
/// </remarks>
public sealed class SeriesCsvReader : ISeriesReader
{
    private readonly CsvRows text;
    private readonly SeriesColumns columns;
    private readonly SeriesRows rows;
    private readonly WideRows? wide;
    private readonly LongRows? pivot;
    private readonly SeriesCsvOptions options;
    private bool started;

    /// <summary>Reads the header and looks at the first data row.</summary>
    /// <param name="stream">UTF-8 text (UTF-16 with a byte order mark too), plain or gzip; need not seek.</param>
    /// <param name="source">File name or <c>standard input</c>, for messages and frames.</param>
    /// <exception cref="DataFormatException">No header, no data row, or a header that is not one of a series.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SeriesCsvReader(Stream stream, string source, SeriesCsvOptions? options = null) : this(new SourceStream(stream, options?.Live ?? false), source, options ?? new SeriesCsvOptions())
    {
    }

    internal SeriesCsvReader(SourceStream stream, string source, SeriesCsvOptions options)
    {
        this.options = options;
        options.Validate();
        text = new CsvRows(stream, source, options.Delimiter);
        if (!text.Read()) throw new DataFormatException(source, "", "no text", "a header and data rows");
        columns = new SeriesColumns(text, options);
        rows = new SeriesRows(text, columns);
        if (!rows.HasRow) throw new DataFormatException(source, "", "a header without data rows", "at least one data row");
        rows.RequireFields();
        columns.SeeFirstRow();
        if (columns.IsLong) pivot = new LongRows(rows, columns);
        else wide = new WideRows(rows, columns, options.Live, options.Skip);
    }

    /// <summary>Signal names in the order of <see cref="SeriesFrame.Signals"/>. Of a long form the options named none for,
    /// those seen so far.</summary>
    public IReadOnlyList<string> Signals => pivot?.Signals ?? columns.Signals;

    public IReadOnlyList<string> PassedOver => pivot?.PassedOver ?? [];

    public TimeKind TimeKind => columns.Kind;

    public bool HasLabels => columns.Label >= 0;

    public bool HasEntities => columns.Entity >= 0;

    /// <summary>Data rows read so far; rows without a wanted signal count too.</summary>
    public long RowsRead => rows.Number;

    public long RowsSkipped => wide?.Skipped ?? 0;

    /// <summary>Bytes taken from the stream so far, before inflating; may be asked from another thread.</summary>
    public long BytesRead => text.BytesRead;

    /// <summary>Bytes the stream holds, or null when it cannot say (a pipe).</summary>
    public long? TotalBytes => text.TotalBytes;

    /// <summary>Everything, one frame an entity in the order of first appearance.</summary>
    /// <exception cref="DataFormatException">A fault of the data.</exception>
    public static IReadOnlyList<SeriesFrame> ReadAll(Stream stream, string source, SeriesCsvOptions? options = null,
        CancellationToken cancellation = default)
    {
        using var reader = new SeriesCsvReader(stream, source, options);
        return reader.ReadAll(cancellation);
    }

    /// <inheritdoc cref="ReadAll(Stream, string, SeriesCsvOptions, CancellationToken)"/>
    /// <remarks>Needs little more memory than the frames when the stream can tell its length, at most 2.3 times as much when it cannot.</remarks>
    /// <exception cref="InvalidOperationException">The data has been read already.</exception>
    public IReadOnlyList<SeriesFrame> ReadAll(CancellationToken cancellation = default)
    {
        Start();
        var frames = Read(null, cancellation);
        return frames.Length > 0 ? frames : throw NothingWanted();
    }

    /// <summary>The data in batches of <see cref="SeriesCsvOptions.BatchRows"/> rows, each as one frame an entity seen in it, in
    /// bounded memory however long the source is. <see cref="SeriesFrame.Rows"/> tells where each step stood.</summary>
    /// <remarks>A long form is read in batches when the options name the signals and its times never decrease; a batch then
    /// goes on until the time changes. Without named signals all of it is read at once, since its signals are known only at
    /// its end. Live, a batch of the long form is the rows of one time.</remarks>
    /// <exception cref="DataFormatException">A fault of the data, after the batches before it.</exception>
    /// <exception cref="InvalidOperationException">The data has been read already.</exception>
    public IEnumerable<SeriesFrame> ReadBatches(CancellationToken cancellation = default)
    {
        Start();
        return Batches(cancellation);
    }

    /// <summary>Ends reading; the stream given stays open.</summary>
    public void Dispose() => text.Dispose();

    private void Start()
    {
        if (started) throw new InvalidOperationException("A series CSV is read once; open it again to read it again.");
        started = true;
    }

    private IEnumerable<SeriesFrame> Batches(CancellationToken cancellation)
    {
        int? batchRows = wide is not null ? wide.BatchRows(options.BatchRows) : columns.Signals.Length == 0 ? null : options.Live ? 1 : options.BatchRows;
        var any = false;
        while (rows.HasRow)
        {
            foreach (var frame in Read(batchRows, cancellation))
            {
                any = true;
                yield return frame;
            }
        }
        if (!any) throw NothingWanted();
    }

    private SeriesFrame[] Read(int? mostRows, CancellationToken cancellation) =>
        wide?.Read(mostRows, cancellation) ?? pivot!.Read(mostRows, cancellation);

    private DataFormatException NothingWanted() => new(text.Source, "",
        "none of the signals that were asked for", $"values of {string.Join(", ", Signals.Take(8))}");
}
