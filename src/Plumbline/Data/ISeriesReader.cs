namespace Plumbline.Data;

/// <summary>Telemetry read forward, once, and handed out as frames; the form of the text is its own affair. <see cref="SeriesReader.Open"/> finds the one for a source.</summary>
public interface ISeriesReader : IDisposable
{
    /// <summary>In the order of <see cref="SeriesFrame.Signals"/>; of a form that does not list them and was not told any, those seen so far.</summary>
    IReadOnlyList<string> Signals { get; }

    /// <summary>Signals of the source so far that are passed over, since they were not among those it was told.</summary>
    IReadOnlyList<string> PassedOver { get; }

    TimeKind TimeKind { get; }

    bool HasLabels { get; }

    bool HasEntities { get; }

    /// <summary>Rows read so far; those without a wanted signal and those that were skipped count too.</summary>
    long RowsRead { get; }

    /// <summary>Of these, the ones that were skipped for a fault (<see cref="SeriesCsvOptions.Skip"/>).</summary>
    long RowsSkipped { get; }

    /// <summary>Bytes taken from the stream so far, before inflating; may be asked from another thread.</summary>
    long BytesRead { get; }

    /// <summary>Bytes the stream holds, or null when it cannot say (a pipe).</summary>
    long? TotalBytes { get; }

    /// <summary>Everything, one frame an entity in the order of first appearance.</summary>
    /// <exception cref="DataFormatException">A fault of the data.</exception>
    /// <exception cref="InvalidOperationException">The data has been read already.</exception>
    IReadOnlyList<SeriesFrame> ReadAll(CancellationToken cancellation = default);

    /// <summary>The data in batches of <see cref="SeriesCsvOptions.BatchRows"/> rows, each as one frame an entity seen in it, in bounded memory however long the source is.
    /// <see cref="SeriesFrame.Rows"/> tells where each step stood.</summary>
    /// <exception cref="DataFormatException">A fault of the data, after the batches before it.</exception>
    /// <exception cref="InvalidOperationException">The data has been read already.</exception>
    IEnumerable<SeriesFrame> ReadBatches(CancellationToken cancellation = default);
}
