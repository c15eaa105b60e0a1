using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Anomalies put into rows that are taken for normal, with their labels: how well a detector finds them can be known without anybody's labels.</summary>
/// <remarks>After Goswami and others (2023), who choose among detectors that way: spikes, noise, shifts, drifts, other scales, values that stay, and stretches of other times, which only break
/// relations. Each is 5 to 60 rows long, in up to a third of the signals, and 0.5 to 4 standard deviations large, so that some are hard to find.</remarks>
public static class InjectedFaults
{
    private enum Kind { Spike, Noise, Shift, Drift, Scale, Freeze, OtherTime }

    private static readonly Kind[] Kinds = Enum.GetValues<Kind>();

    /// <summary>A copy with faults.</summary>
    /// <param name="frame">In time order. Its own labels are not looked at, and are not kept.</param>
    /// <param name="from">Row from which on there may be faults.</param>
    /// <param name="rowsPerFault">Rows for each fault, on average; at least 100. Default 200: about a sixth of the rows, so that figures are not ruled by one fault.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 100 rows for faults, or for each.</exception>
    public static SeriesFrame Into(SeriesFrame frame, int from, int seed, int rowsPerFault = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame.StepCount - from, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerFault, 100);
        var random = new RandomStream(seed, 0, RandomPurpose.Injection);
        var (values, labels) = (frame.Values.ToArray(), new int[frame.StepCount]);
        var scales = Enumerable.Range(0, frame.SignalCount).Select(signal => Deviation(frame, signal)).ToArray();
        var moving = Enumerable.Range(0, frame.SignalCount).Where(signal => scales[signal] > 0).ToArray();
        if (moving.Length == 0) moving = [0];
        var places = Math.Max(1, (frame.StepCount - from) / rowsPerFault);
        for (var place = 0; place < places; place++)
        {
            // One in each stretch, so that they never meet.
            var (start, end) = (from + (int)((long)(frame.StepCount - from) * place / places), from + (int)((long)(frame.StepCount - from) * (place + 1) / places));
            var kind = Kinds[random.Below(Kinds.Length)];
            var length = Math.Min(kind == Kind.Spike ? 1 + random.Below(3) : 5 + random.Below(56), (end - start) / 2);
            var at = start + random.Below(end - start - length);
            var count = 1 + random.Below(Math.Max(1, moving.Length / 3));
            for (var i = 0; i < count; i++)
            {
                var other = i + random.Below(moving.Length - i);
                (moving[i], moving[other]) = (moving[other], moving[i]);
                Alter(frame, values, moving[i], scales[moving[i]], kind, at, length, random);
            }
            labels.AsSpan(at, length).Fill(1);
        }
        return new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values, labels, frame.Rows, frame.Source);
    }

    private static void Alter(SeriesFrame frame, double[] values, int signal, double scale, Kind kind, int at, int length, RandomStream random)
    {
        var width = frame.SignalCount;
        var size = (random.Below(2) == 0 ? -1 : 1) * random.Between(0.5, 4) * (scale > 0 ? scale : 1);
        var first = values[(at * width) + signal];
        var away = random.Below(frame.StepCount - length); // where another time's stretch begins
        for (var step = 0; step < length; step++)
        {
            ref var value = ref values[((at + step) * width) + signal];
            value = kind switch
            {
                Kind.Spike => value + (2 * size),
                Kind.Noise => value + (size * random.Normal()),
                Kind.Shift => value + size,
                Kind.Drift => value + (size * (step + 1) / length),
                Kind.Scale => first + ((value - first) * (1 + (Math.Abs(size) / (scale > 0 ? scale : 1)))),
                Kind.Freeze => first,
                _ => frame.Row(away + step)[signal],
            };
        }
    }

    private static double Deviation(SeriesFrame frame, int signal)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        for (var step = 0; step < frame.StepCount; step++)
        {
            var value = frame.Row(step)[signal];
            if (double.IsNaN(value)) continue;
            count++;
            var before = mean;
            mean += (value - mean) / count;
            squares += (value - before) * (value - mean);
        }
        return count > 1 ? Math.Sqrt(squares / count) : 0;
    }
}
