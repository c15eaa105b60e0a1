using System.IO.Compression;

namespace Plumbline.Data;

/// <summary>Bytes of an outside source, read forward once: counted for a progress bar and inflated when they are gzip.</summary>
/// <remarks>Gzip is recognised by its first two bytes (1f 8b), not by a file name, so compressed standard input works too.
/// The inner stream need not seek and is never closed here: who opened it closes it.</remarks>
public sealed class SourceStream : Stream
{
    private readonly Raw raw;
    private readonly Stream content;

    /// <param name="inner">Readable; its first two bytes are read at once.</param>
    public SourceStream(Stream inner)
    {
        raw = new Raw(inner);
        IsCompressed = raw.StartsLikeGzip;
        content = IsCompressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    public bool IsCompressed { get; }

    /// <summary>Bytes taken from the inner stream so far, before inflating; may be asked from another thread.</summary>
    public long BytesRead => raw.BytesRead;

    /// <summary>Bytes the inner stream holds from where reading began, before inflating; null when it cannot say (a pipe).</summary>
    public long? TotalBytes => raw.TotalBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => content.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => content.Read(buffer, offset, count);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && IsCompressed) content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The inner stream with its first two bytes put back in front.</summary>
    private sealed class Raw : Stream
    {
        private readonly Stream inner;
        private readonly byte[] head = new byte[2];
        private readonly int headLength;
        private int headTaken;
        private long bytesRead;

        public Raw(Stream inner)
        {
            this.inner = inner;
            TotalBytes = inner.CanSeek ? inner.Length - inner.Position : null;
            headLength = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            bytesRead = headLength;
        }

        public bool StartsLikeGzip => headLength == 2 && head is [0x1f, 0x8b];

        public long? TotalBytes { get; }

        public long BytesRead => Interlocked.Read(ref bytesRead);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
