using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Rows prepared by a <see cref="Preprocessor"/>, in arrays that serve for the next ones again.</summary>
internal sealed class PreparedSteps
{
    private readonly StepLayout layout = new();
    private double[] raw = [];
    private long[] times = []; // for the calendar alone, as the next two
    private float[] columnValues = [];
    private ValueOrigin[] columnOrigins = [];
    private float[] values = [];
    private ValueOrigin[] origins = [];
    private IReadOnlyList<string>? signals; // that columns are of
    private int[] columns = [];

    public StepLayout Layout => layout;

    /// <summary>Signals in a step, with the calendar's.</summary>
    public int SignalCount { get; private set; }

    public int StepCount => layout.StepCount;

    /// <inheritdoc cref="PreparedFrame.Values"/>
    public ReadOnlyMemory<float> Values => values.AsMemory(0, StepCount * SignalCount);

    /// <inheritdoc cref="PreparedFrame.Origins"/>
    public ReadOnlyMemory<ValueOrigin> Origins => origins.AsMemory(0, StepCount * SignalCount);

    /// <inheritdoc cref="PreparedFrame.Segments"/>
    public IReadOnlyList<StepRange> Segments => layout.Segments;

    /// <inheritdoc cref="PreparedFrame.StepOfRow"/>
    public ReadOnlyMemory<int> StepOfRow => layout.StepOfRow;

    /// <inheritdoc cref="PreparedFrame.ContinuesSegment"/>
    public bool ContinuesSegment => layout.ContinuesSegment;

    /// <summary>[step, column], for all steps of the layout.</summary>
    public Span<double> Raw(int columnCount) => Room(ref raw, StepCount * columnCount);

    /// <summary>Times of all steps, 0 where none is written.</summary>
    public Span<long> Times()
    {
        var all = Room(ref times, StepCount);
        all.Clear();
        return all;
    }

    /// <summary>Where the prepared columns are written, [step, column]; all of them observed.</summary>
    /// <param name="calendarCount">Signals that <see cref="WithCalendar"/> adds.</param>
    public (Memory<float> Values, Memory<ValueOrigin> Origins) Columns(int columnCount, int calendarCount)
    {
        SignalCount = columnCount + calendarCount;
        var length = StepCount * columnCount;
        ref var targetValues = ref calendarCount == 0 ? ref values : ref columnValues;
        ref var targetOrigins = ref calendarCount == 0 ? ref origins : ref columnOrigins;
        Room(ref targetValues, length);
        Room(ref targetOrigins, length).Clear();
        return (targetValues.AsMemory(0, length), targetOrigins.AsMemory(0, length));
    }

    /// <summary>Where the columns are written with what the calendar adds, [step, signal].</summary>
    public (Memory<float> Values, Memory<ValueOrigin> Origins) WithCalendar()
    {
        var length = StepCount * SignalCount;
        Room(ref values, length);
        Room(ref origins, length).Clear();
        return (values.AsMemory(0, length), origins.AsMemory(0, length));
    }

    /// <summary>Columns of a frame that hold the signals; found once for frames that share their list of names.</summary>
    public int[] ColumnsOf(SeriesFrame frame, Preprocessor preprocessor)
    {
        if (ReferenceEquals(frame.Signals, signals)) return columns;
        columns = SignalColumns.Find(frame, preprocessor.Columns, preprocessor.Options.Exclude);
        signals = frame.Signals;
        return columns;
    }

    private static Span<T> Room<T>(ref T[] array, int length)
    {
        if (array.Length < length) array = new T[length];
        return array.AsSpan(0, length);
    }
}
