namespace Plumbline.Data;

/// <summary>The lines of a UTF-8 text one after another, without those that are blank.</summary>
internal sealed class JsonLines(SourceStream stream, string source)
{
    private const int LongestLine = 1 << 24;

    private byte[] buffer = new byte[1 << 16];
    private int textStart;
    private int textLength;
    private int next; // first byte after the current line and the blanks behind it
    private int end;
    private long nextLine = 1;
    private bool atEnd;

    /// <summary>1-based number of the current line.</summary>
    public long Line { get; private set; }

    public ReadOnlySpan<byte> Text => buffer.AsSpan(textStart, textLength);

    /// <summary>Whether the end of a further line is in memory, so that reading it need not wait for the stream.</summary>
    public bool HasWholeLine => buffer.AsSpan(next, end - next).Contains((byte)'\n');

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        while (true)
        {
            PassBlanks();
            var rest = buffer.AsSpan(next, end - next);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0 && !atEnd)
            {
                Fill();
                continue;
            }
            if (rest.IsEmpty) return false;
            Line = nextLine;
            (textStart, textLength) = (next, length < 0 ? rest.Length : length);
            next += textLength;
            PassBlanks(); // a blank line must not look like a row to come
            return true;
        }
    }

    private void PassBlanks()
    {
        for (; next < end; next++)
        {
            var isMark = nextLine == 1 && next + 2 < end && buffer.AsSpan(next, 3).SequenceEqual("\uFEFF"u8);
            if (isMark) next += 2;
            else if (buffer[next] == '\n') nextLine++;
            else if (buffer[next] is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return;
        }
    }

    private void Fill()
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end, textLength) = (0, end - next, 0);
        if (end == buffer.Length)
        {
            if (end >= LongestLine) throw new DataFormatException(source, $"line {nextLine}", $"a line of more than {LongestLine} bytes", "one JSON object a line");
            Array.Resize(ref buffer, end * 2);
        }
        try
        {
            var count = stream.Read(buffer.AsSpan(end));
            atEnd = count == 0;
            end += count;
        }
        catch (InvalidDataException inner)
        {
            throw new DataFormatException(source, $"line {nextLine}", "damaged or cut off gzip data", "a whole gzip stream", inner);
        }
    }
}
