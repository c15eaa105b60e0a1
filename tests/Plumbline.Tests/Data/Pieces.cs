using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

/// <summary>A pipe that gives one piece a time.</summary>
internal sealed class Pieces(params string[] pieces) : ForwardStream
{
    private byte[] rest = [];

    public int Taken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (rest.Length == 0 && Taken < pieces.Length) rest = Encoding.UTF8.GetBytes(pieces[Taken++]);
        var count = Math.Min(buffer.Length, rest.Length);
        rest.AsSpan(0, count).CopyTo(buffer);
        rest = rest[count..];
        return count;
    }
}
