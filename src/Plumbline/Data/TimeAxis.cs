using System.Globalization;

namespace Plumbline.Data;

/// <summary>The time of every step of a frame: an integer index, or UTC ticks of 100 ns.</summary>
/// <param name="Kind">What the values count.</param>
/// <param name="Values">One value a step, [step], in the order of the source (not necessarily ascending).</param>
public sealed record TimeAxis(TimeKind Kind, ReadOnlyMemory<long> Values)
{
    public int Count => Values.Length;

    public long this[int step] => Values.Span[step];

    /// <summary>The time of a step as it is written to files: the index, or <c>yyyy-MM-dd HH:mm:ss</c> (with fraction if it has one).</summary>
    public string Format(int step) => Format(Kind, this[step]);

    public static string Format(TimeKind kind, long value) => kind == TimeKind.Index
        ? value.ToString(CultureInfo.InvariantCulture)
        : new DateTime(value, DateTimeKind.Utc).ToString(
            value % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>A length on this axis in words a person reads: <c>12 rows</c>-like counts for an index, <c>1.02:30:00</c> spans for time.</summary>
    public static string FormatSpan(TimeKind kind, long length) => kind == TimeKind.Index
        ? length.ToString(CultureInfo.InvariantCulture)
        : TimeSpan.FromTicks(length).ToString("c", CultureInfo.InvariantCulture);

    /// <summary>Part of this axis, without copying.</summary>
    public TimeAxis Slice(int start, int count) => new(Kind, Values.Slice(start, count));

    /// <summary>0, 1, 2, ... for data that carries no time.</summary>
    public static TimeAxis Counting(int count)
    {
        var values = new long[count];
        for (var step = 0; step < count; step++) values[step] = step;
        return new TimeAxis(TimeKind.Index, values);
    }
}
