namespace Plumbline.Exchange;

/// <summary>A weight file in memory.</summary>
internal static class WholeStream
{
    private const int Largest = 1 << 30; // far above any network of this project, below the length of an array

    /// <exception cref="FormatException">More than a gigabyte.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream)
    {
        using var whole = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            if (whole.Length + count > Largest) throw new FormatException($"more than {Largest} bytes");
            whole.Write(block, 0, count);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
