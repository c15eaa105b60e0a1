namespace Plumbline.Exchange;

/// <summary>How a field of a Protocol Buffers message is laid out; the numbers are the format's.</summary>
internal enum ProtoType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
