using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

/// <summary>A pipe: a header, then one line over and over until so many bytes were given, a few at a time, without a length.</summary>
internal sealed class EndlessText(string header, string line, long length) : ForwardStream
{
    private readonly byte[] header = Encoding.ASCII.GetBytes(header);
    private readonly byte[] line = Encoding.ASCII.GetBytes(line);
    private long position;

    public override int Read(Span<byte> buffer)
    {
        var part = position < header.Length ? header.AsSpan((int)position) : line.AsSpan((int)((position - header.Length) % line.Length));
        if (position >= length && part.Length == line.Length) return 0;
        var count = Math.Min(part.Length, buffer.Length);
        part[..count].CopyTo(buffer);
        position += count;
        return count;
    }
}
