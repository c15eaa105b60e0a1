using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Plumbline.Exchange;

/// <summary>Writes one message in the Protocol Buffers wire format, field by field in the order of the calls.</summary>
/// <remarks>Only what ONNX and TensorBoard need: varints, fixed numbers and length-delimited fields
/// (protobuf.dev, "Encoding"). The schemas are small and have not changed in years, so no generated classes.</remarks>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Integer(int field, long value)
    {
        Key(field, ProtoType.Varint);
        Varint((ulong)value);
    }

    public void Single(int field, float value)
    {
        Key(field, ProtoType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(sizeof(float)), value);
        buffer.Advance(sizeof(float));
    }

    public void Double(int field, double value)
    {
        Key(field, ProtoType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
        buffer.Advance(sizeof(double));
    }

    /// <summary>A repeated field of doubles in one piece.</summary>
    public void Doubles(int field, ReadOnlySpan<double> values)
    {
        Key(field, ProtoType.Bytes);
        Varint((ulong)values.Length * sizeof(double));
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
            buffer.Advance(sizeof(double));
        }
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, ProtoType.Bytes);
        Varint((ulong)value.Length);
        buffer.Write(value);
    }

    /// <summary>A message within this one.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Bytes(field, inner.Written);
    }

    private void Key(int field, ProtoType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        var span = buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        buffer.Advance(length);
    }
}
