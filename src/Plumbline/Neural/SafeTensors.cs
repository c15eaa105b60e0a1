using System.Buffers.Binary;
using System.Text.Json;

namespace Plumbline.Neural;

/// <summary>The safetensors format: 8 bytes length, a JSON header, then the arrays end to end.</summary>
/// <remarks>Hugging Face's published layout, little-endian; only <c>F32</c> and <c>F64</c>.</remarks>
public static class SafeTensors
{
    private const int LargestHeader = 100_000_000; // as the format's own readers allow

    public static byte[] Write(IReadOnlyList<SafeTensor> tensors)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (var length in tensor.Shape) json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (header.Length % 8 != 0) header.WriteByte((byte)' '); // arrays then start aligned
        var file = new byte[8 + header.Length + tensors.Sum(tensor => (long)tensor.Bytes.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.ToArray().CopyTo(file, 8);
        var position = 8 + (int)header.Length;
        foreach (var tensor in tensors)
        {
            tensor.Bytes.Span.CopyTo(file.AsSpan(position));
            position += tensor.Bytes.Length;
        }
        return file;
    }

    /// <exception cref="FormatException">The bytes are no safetensors file, or hold types other than F32 and F64.</exception>
    public static IReadOnlyList<SafeTensor> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 8) throw new FormatException("shorter than its length field");
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(file.Span);
        if (headerLength is < 2 or > LargestHeader || headerLength > file.Length - 8) throw new FormatException("header longer than the file");
        var data = file[(8 + (int)headerLength)..];
        var tensors = new List<SafeTensor>();
        try
        {
            using var header = JsonDocument.Parse(file.Slice(8, (int)headerLength));
            foreach (var entry in header.RootElement.EnumerateObject())
            {
                if (entry.Name == "__metadata__") continue;
                var type = entry.Value.GetProperty("dtype").GetString()!;
                var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
                var (from, to) = (entry.Value.GetProperty("data_offsets")[0].GetInt32(), entry.Value.GetProperty("data_offsets")[1].GetInt32());
                var size = type switch { "F32" => 4, "F64" => 8, _ => throw new FormatException($"tensor '{entry.Name}' is {type}") };
                if (from < 0 || to < from || to > data.Length || to - from != shape.Aggregate((long)size, (product, length) => product * length))
                    throw new FormatException($"tensor '{entry.Name}' does not fit its offsets");
                tensors.Add(new SafeTensor(entry.Name, type, shape, data[from..to]));
            }
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("header is no valid safetensors header", fault);
        }
        return tensors;
    }
}
