namespace Plumbline.Neural.Kernels;

/// <summary>A fixed run of floats that starts on a cache line (64 bytes) and starts as zeros.</summary>
/// <remarks>A pinned array of the managed heap, so nobody has to free it.</remarks>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>Floats that aligning a run may cost.</summary>
    public const int Slack = Alignment / sizeof(float);

    private readonly float[] values;
    private readonly int start;

    public AlignedBuffer(int length)
    {
        Length = length;
        values = GC.AllocateArray<float>(length + Slack, pinned: true);
        start = values.Length - Align(values).Length;
    }

    public int Length { get; }

    public Span<float> Span => values.AsSpan(start, Length);

    /// <summary>What follows the next cache line's start. Where the garbage collector moves the values, only speed is lost.</summary>
    public static unsafe Span<float> Align(Span<float> values)
    {
        fixed (float* first = values)
        {
            var past = (int)((nuint)first % Alignment);
            return past == 0 ? values : values[((Alignment - past) / sizeof(float))..];
        }
    }
}
