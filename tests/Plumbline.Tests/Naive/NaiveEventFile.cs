namespace Plumbline.Tests.Naive;

/// <summary>A TensorBoard event file read byte by byte, with nothing of the writer: framing, checksums and fields.</summary>
internal static class NaiveEventFile
{
    /// <summary>The records' messages; fails on any byte that does not belong.</summary>
    public static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        var position = 0;
        while (position < file.Length)
        {
            var head = Take(8);
            Assert.Equal(Masked(head), BitConverter.ToUInt32(Take(4)));
            var message = Take((int)BitConverter.ToUInt64(head));
            Assert.Equal(Masked(message), BitConverter.ToUInt32(Take(4)));
            records.Add(message);
        }
        return records;

        byte[] Take(int count)
        {
            Assert.True(count >= 0 && position + count <= file.Length, $"{count} bytes wanted at {position} of {file.Length}");
            position += count;
            return file[(position - count)..position];
        }
    }

    /// <summary>Fields of a message by number: long, float, double or byte[], in the order they came.</summary>
    public static ILookup<int, object> Fields(byte[] message)
    {
        var fields = new List<(int Field, object Value)>();
        var position = 0;
        while (position < message.Length)
        {
            var key = Varint();
            fields.Add(((int)(key / 8), (key % 8) switch
            {
                0 => Varint(),
                1 => BitConverter.ToDouble(Take(8)),
                2 => Take((int)Varint()),
                5 => BitConverter.ToSingle(Take(4)),
                var other => throw new InvalidDataException($"wire type {other}"),
            }));
        }
        return fields.ToLookup(field => field.Field, field => field.Value);

        long Varint()
        {
            long value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = Take(1)[0];
                value += (long)(next % 128) << shift;
                if (next < 128) return value;
            }
        }

        byte[] Take(int count)
        {
            position += count;
            return message[(position - count)..position];
        }
    }

    /// <summary>CRC-32C bit by bit (reflected polynomial 0x82f63b78).</summary>
    public static uint Crc(byte[] data)
    {
        var crc = 0xffffffffu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }
        return crc ^ 0xffffffff;
    }

    private static uint Masked(byte[] data)
    {
        var crc = Crc(data);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }
}
