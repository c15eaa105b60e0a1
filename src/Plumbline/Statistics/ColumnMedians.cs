using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Medians of a few rows, column by column, many columns at a time.</summary>
internal static class ColumnMedians
{
    private const int MostRows = 64;

    /// <param name="values">Holds the rows.</param>
    /// <param name="starts">Where each row begins; an odd number of them, up to 63.</param>
    /// <param name="medians">[column], written whole.</param>
    /// <remarks>Forgetting the least and the largest of half of the values and two more, then of those left and the next one, and so on, leaves the median: exchanges of
    /// registers alone, in one order whatever the values.</remarks>
    public static void Of(ReadOnlySpan<float> values, ReadOnlySpan<int> starts, Span<float> medians)
    {
        if (starts.Length % 2 == 0 || starts.Length >= MostRows) throw new ArgumentException($"{starts.Length} rows; expected an odd number below {MostRows}.", nameof(starts));
        Span<Vector256<float>> held = stackalloc Vector256<float>[(starts.Length / 2) + 2];
        Span<float> padded = stackalloc float[starts.Length * Vector256<float>.Count];
        for (var column = 0; column < medians.Length; column += Vector256<float>.Count)
        {
            var count = Math.Min(Vector256<float>.Count, medians.Length - column);
            for (var row = 0; row < starts.Length; row++) values.Slice(starts[row] + column, count).CopyTo(padded[(row * Vector256<float>.Count)..]);
            Span<float> median = padded[..Vector256<float>.Count];
            Median(padded, held).CopyTo(median);
            median[..count].CopyTo(medians[column..]);
        }
    }

    // [row, 8]
    private static Vector256<float> Median(ReadOnlySpan<float> rows, Span<Vector256<float>> held)
    {
        var count = rows.Length / Vector256<float>.Count;
        if (count == 1) return Vector256.Create(rows);
        var next = held.Length;
        for (var row = 0; row < next; row++) held[row] = Vector256.Create(rows[(row * Vector256<float>.Count)..]);
        for (; ; held = held[..^1])
        {
            for (var i = 1; i < held.Length; i++) Exchange(ref held[0], ref held[i]);
            for (var i = 1; i < held.Length - 1; i++) Exchange(ref held[i], ref held[^1]);
            if (next == count) return held[1];
            held[0] = Vector256.Create(rows[(next++ * Vector256<float>.Count)..]);
        }
    }

    private static void Exchange(ref Vector256<float> less, ref Vector256<float> more) => (less, more) = (Vector256.Min(less, more), Vector256.Max(less, more));
}
