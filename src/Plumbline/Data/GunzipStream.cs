using System.IO.Compression;

namespace Plumbline.Data;

/// <summary>Inflates gzip and refuses one that was cut off, which <see cref="GZipStream"/> passes over in silence.</summary>
/// <remarks>A gzip may be followed by another one. So one more, small one that holds a seal is put behind the input: only when
/// everything before it was whole does the seal come out at the end, where it is taken off again.</remarks>
internal sealed class GunzipStream : ForwardStream
{
    private static readonly byte[] Seal = [0x9F, 0x3A, 0xC1, 0x5E, 0x07, 0x7B, 0xD2, 0x84, 0xE6, 0x1D, 0x40, 0xB8, 0xF2, 0x5C, 0x93, 0xA1];

    private static readonly byte[] SealedMember =
    [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, // header
        0x01, 0x10, 0, 0xEF, 0xFF, .. Seal, // one stored block of 16 bytes
        0x67, 0x08, 0x61, 0xC8, 0x10, 0, 0, 0, // its CRC-32 and length
    ];

    private readonly GZipStream inflated;
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool atEnd;

    /// <param name="packed">Is not closed with this stream.</param>
    public GunzipStream(Stream packed) => inflated = new GZipStream(new SealedStream(packed), CompressionMode.Decompress);

    public override int Read(Span<byte> destination)
    {
        // What might be the seal is held back until the end is seen.
        while (!atEnd && end - start <= Seal.Length) Refill();
        var count = Math.Min(destination.Length, end - start - Seal.Length);
        buffer.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inflated.Dispose();
        base.Dispose(disposing);
    }

    private void Refill()
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        var count = inflated.Read(buffer.AsSpan(end));
        end += count;
        atEnd = count == 0;
        if (atEnd && !buffer.AsSpan(0, end).SequenceEqual(Seal)) throw new InvalidDataException("The gzip stream is cut off.");
    }

    /// <summary>The packed bytes, then the sealed member.</summary>
    private sealed class SealedStream(Stream packed) : ForwardStream
    {
        private int taken = -1; // of the member; -1 while packed bytes remain

        public override int Read(Span<byte> buffer)
        {
            if (taken < 0)
            {
                var count = packed.Read(buffer);
                if (count > 0 || buffer.IsEmpty) return count;
                taken = 0;
            }
            var length = Math.Min(buffer.Length, SealedMember.Length - taken);
            SealedMember.AsSpan(taken, length).CopyTo(buffer);
            taken += length;
            return length;
        }
    }
}
