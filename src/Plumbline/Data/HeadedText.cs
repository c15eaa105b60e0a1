using System.Text;

namespace Plumbline.Data;

/// <summary>Text whose first line can be looked at before it is read.</summary>
internal sealed class HeadedText(TextReader rest) : TextReader
{
    private const int LongestName = 4096;

    private readonly StringBuilder head = new();
    private int taken;
    private long given;

    /// <summary>Characters given out up to the end of the last whole line among them.</summary>
    public long LineEnd { get; private set; }

    /// <summary>The first comma, semicolon, tab or bar outside quotes in the first line that is not blank; a comma if there is none.</summary>
    /// <remarks>The first one and not the most frequent one: the name of the time column has none inside, signal names may have many.</remarks>
    public char FindDelimiter()
    {
        var quoted = false;
        var blank = true;
        while (head.Length < LongestName && rest.Read() is >= 0 and var next)
        {
            var c = (char)next;
            head.Append(c);
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is ',' or ';' or '\t' or '|') return c;
            if (!blank && c is ('\n' or '\r')) break;
            blank &= c is '\n' or '\r' or ' ';
        }
        return ',';
    }

    public override int Read(Span<char> buffer)
    {
        var count = Math.Min(buffer.Length, head.Length - taken);
        if (count == 0) count = rest.Read(buffer);
        else head.CopyTo(taken, buffer, count);
        taken = Math.Min(head.Length, taken + count);
        if (buffer[..count].LastIndexOf('\n') is var end and >= 0) LineEnd = given + end + 1;
        given += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
