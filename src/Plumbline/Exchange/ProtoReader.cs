using System.Buffers.Binary;
using System.Text;

namespace Plumbline.Exchange;

/// <summary>Reads one message in the Protocol Buffers wire format, field by field; fields of unknown numbers are simply not asked for.</summary>
/// <remarks>Every fault is a <see cref="FormatException"/>; nothing is copied and nothing recurses.</remarks>
internal struct ProtoReader(ReadOnlyMemory<byte> message)
{
    private readonly ReadOnlyMemory<byte> message = message;
    private int position;
    private ProtoType type;
    private ulong number;
    private ReadOnlyMemory<byte> bytes;

    /// <summary>Number of the field that <see cref="Next"/> came to, at least 1.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool Next()
    {
        if (position == message.Length) return false;
        var key = Varint();
        type = (ProtoType)(key & 7);
        if (key >> 3 is 0 or > 536_870_911) throw new FormatException($"field number {key >> 3}; expected 1 to 536870911");
        Field = (int)(key >> 3);
        switch (type)
        {
            case ProtoType.Varint: number = Varint(); break;
            case ProtoType.Fixed32: number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span); break;
            case ProtoType.Fixed64: number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span); break;
            case ProtoType.Bytes: bytes = Take(Varint()); break;
            default: throw new FormatException($"wire type {(int)type} of field {Field}; expected 0, 1, 2 or 5");
        }
        return true;
    }

    public readonly long Integer() => (long)Value(ProtoType.Varint);

    public readonly float Single() => BitConverter.UInt32BitsToSingle((uint)Value(ProtoType.Fixed32));

    public readonly double Double() => BitConverter.UInt64BitsToDouble(Value(ProtoType.Fixed64));

    public readonly ReadOnlyMemory<byte> Bytes() => type == ProtoType.Bytes ? bytes : throw Unexpected(ProtoType.Bytes);

    public readonly string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public readonly ProtoReader Message() => new(Bytes());

    /// <summary>Adds this occurrence of a repeated integer field, which may come one by one or packed.</summary>
    public readonly void AddIntegers(List<long> values)
    {
        if (type == ProtoType.Varint) values.Add(Integer());
        else for (var packed = Message(); packed.position < packed.message.Length;) values.Add((long)packed.Varint());
    }

    /// <summary>Adds this occurrence of a repeated float field, which may come one by one or packed.</summary>
    public readonly void AddSingles(List<float> values)
    {
        if (type == ProtoType.Fixed32) values.Add(Single());
        else for (var packed = Message(); packed.position < packed.message.Length;) values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed.Take(4).Span));
    }

    private readonly ulong Value(ProtoType expected) => type == expected ? number : throw Unexpected(expected);

    private readonly FormatException Unexpected(ProtoType expected) => new($"field {Field} is laid out as {type}; expected {expected}");

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(message.Length - position)) throw new FormatException($"{length} bytes wanted where {message.Length - position} are left");
        var taken = message.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private ulong Varint()
    {
        var span = message.Span;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position == span.Length) throw new FormatException("the end within a number");
            var next = span[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new FormatException("a number of more than ten bytes");
    }
}
