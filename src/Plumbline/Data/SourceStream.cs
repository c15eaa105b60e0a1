namespace Plumbline.Data;

/// <summary>Bytes of an outside source, read forward once: counted for a progress bar and inflated when they are gzip.</summary>
/// <remarks>Gzip is recognised by its first two bytes (1f 8b), not by a file name, so compressed standard input works too.
/// The inner stream need not seek and is never closed here: who opened it closes it.</remarks>
internal sealed class SourceStream : ForwardStream
{
    private readonly CountedStream counted;
    private readonly Stream content;
    private readonly bool live;
    private byte[] head = [];
    private int headLength;
    private int headTaken;

    /// <param name="inner">Readable; its first two bytes are read at once.</param>
    /// <param name="live">Gives what there is instead of waiting until the buffer is full.</param>
    public SourceStream(Stream inner, bool live = false)
    {
        this.live = live;
        counted = new CountedStream(inner);
        IsCompressed = counted.StartsLikeGzip;
        content = IsCompressed ? new GunzipStream(counted) : counted;
    }

    public bool IsCompressed { get; }

    /// <summary>The first byte of the content that is neither white space nor a byte order mark; -1 when there is none among the first 4,096. To be asked before anything is read, and takes nothing
    /// away.</summary>
    public int First
    {
        get
        {
            head = new byte[4096];
            while (true)
            {
                var text = head.AsSpan(0, headLength);
                if (text.StartsWith("\uFEFF"u8)) text = text[3..];
                else if (text is [0xEF] or [0xEF, 0xBB]) text = []; // the beginning of a mark
                if (text.IndexOfAnyExcept(" \t\r\n"u8) is var first and >= 0) return text[first];
                var count = headLength < head.Length ? content.Read(head.AsSpan(headLength)) : 0;
                if (count == 0) return -1;
                headLength += count;
            }
        }
    }

    /// <summary>Bytes taken from the inner stream so far, before inflating; may be asked from another thread.</summary>
    public long BytesRead => counted.BytesRead;

    /// <summary>Bytes the inner stream holds from where reading began, before inflating; null when it cannot say (a pipe).</summary>
    public long? TotalBytes => counted.TotalBytes;

    /// <summary>Unless live, fills the buffer, save at the end: a pipe that gives a few bytes at a time must not make a parser
    /// start a long line over for each of them.</summary>
    /// <exception cref="InvalidDataException">The gzip is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (headTaken == headLength) return live ? content.Read(buffer) : content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var count = Math.Min(buffer.Length, headLength - headTaken);
        head.AsSpan(headTaken, count).CopyTo(buffer);
        headTaken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The inner stream, its first two bytes looked at and put back in front.</summary>
    private sealed class CountedStream : ForwardStream
    {
        private readonly Stream inner;
        private readonly byte[] head = new byte[2];
        private readonly int headLength;
        private int headTaken;
        private long bytesRead;

        public CountedStream(Stream inner)
        {
            this.inner = inner;
            TotalBytes = inner.CanSeek ? inner.Length - inner.Position : null;
            headLength = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            bytesRead = headLength;
        }

        public bool StartsLikeGzip => headLength == 2 && head is [0x1f, 0x8b];

        public long? TotalBytes { get; }

        public long BytesRead => Interlocked.Read(ref bytesRead);

        public override int Read(Span<byte> buffer)
        {
            if (headTaken < headLength && buffer.Length > 0)
            {
                var taken = Math.Min(buffer.Length, headLength - headTaken);
                head.AsSpan(headTaken, taken).CopyTo(buffer);
                headTaken += taken;
                return taken;
            }
            var count = inner.Read(buffer);
            Interlocked.Add(ref bytesRead, count);
            return count;
        }
    }
}
