using System.Buffers.Binary;
using System.Numerics;

namespace Plumbline.Exchange;

/// <summary>Writes a TensorBoard event file: records, each an <c>Event</c> message of event.proto.</summary>
/// <remarks>A record is its length (8 bytes), the masked CRC-32C of these, the message, and its masked CRC-32C (4 bytes each),
/// all little-endian (the TFRecord framing). Every record is whole in the stream once its call returns.</remarks>
internal sealed class EventFileWriter
{
    private readonly Stream stream;

    /// <summary>Begins the file with the record that names its version.</summary>
    public EventFileWriter(Stream stream, DateTimeOffset begun)
    {
        this.stream = stream;
        Write(begun, step: 0, e => e.Text(3, "brain.Event:2"));
    }

    /// <summary>One number at one step.</summary>
    public void Scalar(DateTimeOffset at, long step, string tag, double value) => Summary(at, step, summary =>
    {
        summary.Text(1, tag);
        summary.Single(2, (float)value);
    });

    /// <summary>How values are spread at one step.</summary>
    public void Histogram(DateTimeOffset at, long step, string tag, EventHistogram histogram) => Summary(at, step, summary =>
    {
        summary.Text(1, tag);
        summary.Message(5, histogram.Write);
    });

    private void Summary(DateTimeOffset at, long step, Action<ProtoWriter> write) => Write(at, step, e => e.Message(5, summary => summary.Message(1, write)));

    private void Write(DateTimeOffset at, long step, Action<ProtoWriter> write)
    {
        var message = new ProtoWriter();
        message.Double(1, (at - DateTimeOffset.UnixEpoch).TotalSeconds);
        message.Integer(2, step);
        write(message);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, message.Written.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc(message.Written));
        stream.Write(head);
        stream.Write(message.Written);
        stream.Write(tail);
    }

    // Turned and shifted, because a checksum over data that holds its own checksum would be weak.
    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data) crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }
}
