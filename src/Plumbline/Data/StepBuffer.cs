namespace Plumbline.Data;

/// <summary>Grows one entity's steps and hands its arrays over as a frame, without a last copy.</summary>
internal sealed class StepBuffer
{
    private readonly string entity;
    private readonly int signalCount;
    private long[] times;
    private long[] rows;
    private int[] labels;
    private double[] values;

    public StepBuffer(string entity, int signalCount, bool labelled, int capacity)
    {
        this.entity = entity;
        this.signalCount = signalCount;
        times = new long[capacity];
        rows = new long[capacity];
        labels = labelled ? new int[capacity] : [];
        values = GC.AllocateUninitializedArray<double>(capacity * signalCount);
    }

    public int Count { get; private set; }

    public bool IsFull => Count == times.Length;

    /// <summary>Makes room for the steps that are expected in the end, or, when nothing is known, for a quarter more (twice as
    /// many while they are few). A good guess made once costs no more memory than the frame itself, because pages beyond
    /// the last step are never touched.</summary>
    /// <param name="expectedCount">0 when not known.</param>
    /// <exception cref="OverflowException">More values than one array holds.</exception>
    public void Grow(long expectedCount)
    {
        var most = Array.MaxLength / signalCount;
        if (Count >= most) throw new OverflowException("One entity has more values than an array holds.");
        var unaided = Count < 4096 ? Count * 2 : Count + (Count / 4);
        var capacity = (int)Math.Min(most, Math.Max(expectedCount > Count ? expectedCount : unaided, Count + (Count / 8) + 8L));
        Array.Resize(ref times, capacity);
        Array.Resize(ref rows, capacity);
        if (labels.Length > 0) Array.Resize(ref labels, capacity);
        var grown = GC.AllocateUninitializedArray<double>(capacity * signalCount);
        values.AsSpan(0, Count * signalCount).CopyTo(grown);
        values = grown;
    }

    /// <summary>Starts a step.</summary>
    /// <returns>Its values, [signal], to be written whole.</returns>
    public Span<double> Add(long time, long row)
    {
        times[Count] = time;
        rows[Count] = row;
        return values.AsSpan(Count++ * signalCount, signalCount);
    }

    /// <summary>Takes the step started last back.</summary>
    public void RemoveLast() => Count--;

    /// <summary>Labels the step started last.</summary>
    public void SetLabel(int label) => labels[Count - 1] = label;

    /// <param name="headerLines">Before the first row of the source.</param>
    public SeriesFrame ToFrame(IReadOnlyList<string> signals, TimeKind kind, string source, int headerLines = 1) => new(
        entity, signals, new TimeAxis(kind, times.AsMemory(0, Count)), values.AsMemory(0, Count * signalCount),
        labels.Length == 0 ? default : labels.AsMemory(0, Count), rows.AsMemory(0, Count), source)
    {
        HeaderLines = headerLines,
    };
}
