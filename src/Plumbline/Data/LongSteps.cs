namespace Plumbline.Data;

/// <summary>Pivots the long form: cells of one entity, in any order, gathered into its steps.</summary>
internal sealed class LongSteps(string entity, int signalCount)
{
    // A NaN no reader produces: tells a value that was never reported from one reported as missing.
    private static readonly double Absent = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_00AB);

    private readonly Dictionary<long, int> stepOf = [];
    private readonly List<long> times = [];
    private readonly List<long> rows = [];
    private int width = Math.Max(signalCount, 1); // signals there is room for in a step
    private double[] values = [];
    private int lastStep = -1;

    /// <summary>Stores a value.</summary>
    /// <returns>False when the signal has a value at this time already.</returns>
    public bool TryAdd(long time, long row, int signal, double value)
    {
        if (lastStep < 0 || times[lastStep] != time) lastStep = StepAt(time, row);
        if (signal >= width) Widen(Math.Max(signal + 1, width * 2));
        ref var cell = ref values[(lastStep * width) + signal];
        if (BitConverter.DoubleToUInt64Bits(cell) != BitConverter.DoubleToUInt64Bits(Absent)) return false;
        cell = value;
        return true;
    }

    /// <param name="signals">All signals of the source; those this entity never reported are missing throughout.</param>
    public SeriesFrame ToFrame(IReadOnlyList<string> signals, TimeKind kind, string source)
    {
        if (signals.Count != width) Widen(signals.Count);
        var used = values.AsSpan(0, times.Count * width);
        foreach (ref var cell in used)
            if (double.IsNaN(cell)) cell = double.NaN;
        return new SeriesFrame(entity, signals, new TimeAxis(kind, times.ToArray()), values.AsMemory(0, used.Length),
            rows: rows.ToArray(), source: source);
    }

    private int StepAt(long time, long row)
    {
        if (stepOf.TryGetValue(time, out var step)) return step;
        step = times.Count;
        stepOf.Add(time, step);
        times.Add(time);
        rows.Add(row);
        if (checked((step + 1) * width) > values.Length)
        {
            var filled = values.Length;
            Array.Resize(ref values, checked(Math.Max(16, step + 1 + (step / 2)) * width));
            values.AsSpan(filled).Fill(Absent);
        }
        return step;
    }

    private void Widen(int newWidth)
    {
        var wider = GC.AllocateUninitializedArray<double>(checked(times.Count * newWidth));
        wider.AsSpan().Fill(Absent);
        var kept = Math.Min(width, newWidth); // narrower only when the room was never used
        for (var step = 0; step < times.Count; step++)
            values.AsSpan(step * width, kept).CopyTo(wider.AsSpan(step * newWidth));
        values = wider;
        width = newWidth;
    }
}
