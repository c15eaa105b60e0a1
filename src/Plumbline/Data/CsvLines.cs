using System.Buffers;
using System.Globalization;
using System.Text;

namespace Plumbline.Data;

/// <summary>Writes CSV lines as UTF-8 through one buffer, without a string a field. Numbers are the shortest that read back exactly.</summary>
internal sealed class CsvLines(Stream stream)
{
    private const int LongestNumber = 32;
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t|");

    private readonly byte[] buffer = new byte[1 << 16];
    private int used;
    private bool lineStarted;

    public void Text(ReadOnlySpan<char> text)
    {
        Separate();
        if (!text.ContainsAny(Quoted))
        {
            Append(text);
            return;
        }
        Append("\"");
        for (var quote = text.IndexOf('"'); quote >= 0; quote = text.IndexOf('"'))
        {
            Append(text[..(quote + 1)]);
            Append("\"");
            text = text[(quote + 1)..];
        }
        Append(text);
        Append("\"");
    }

    /// <summary>NaN is written as an empty cell.</summary>
    public void Number(double value)
    {
        Separate();
        if (double.IsNaN(value)) return;
        Reserve(LongestNumber);
        value.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
    }

    public void Number(long value)
    {
        Separate();
        Reserve(LongestNumber);
        value.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
    }

    public void Time(TimeKind kind, long value)
    {
        if (kind == TimeKind.Index)
        {
            Number(value);
            return;
        }
        Separate();
        Reserve(LongestNumber);
        var format = value % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        new DateTime(value, DateTimeKind.Utc).TryFormat(buffer.AsSpan(used), out var written, format, CultureInfo.InvariantCulture);
        used += written;
    }

    public void EndLine()
    {
        Reserve(1);
        buffer[used++] = (byte)'\n';
        lineStarted = false;
    }

    /// <summary>Hands everything to the stream and flushes it.</summary>
    public void Flush()
    {
        Drain();
        stream.Flush();
    }

    private void Separate()
    {
        if (lineStarted)
        {
            Reserve(1);
            buffer[used++] = (byte)',';
        }
        lineStarted = true;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, buffer.Length / 4)];
            if (part.Length < text.Length && char.IsHighSurrogate(part[^1])) part = part[..^1];
            Reserve(Encoding.UTF8.GetMaxByteCount(part.Length));
            used += Encoding.UTF8.GetBytes(part, buffer.AsSpan(used));
            text = text[part.Length..];
        }
    }

    private void Reserve(int count)
    {
        if (buffer.Length - used < count) Drain();
    }

    private void Drain()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
