namespace Plumbline.Neural;

/// <summary>A fixed run of floats that starts on a cache line (64 bytes) and starts as zeros.</summary>
/// <remarks>A pinned array of the managed heap, so nobody has to free it.</remarks>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly float[] values;
    private readonly int start;

    public unsafe AlignedBuffer(int length)
    {
        Length = length;
        values = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        fixed (float* first = values)
        {
            var past = (int)((nuint)first % Alignment);
            start = past == 0 ? 0 : (Alignment - past) / sizeof(float);
        }
    }

    public int Length { get; }

    public Span<float> Span => values.AsSpan(start, Length);
}
