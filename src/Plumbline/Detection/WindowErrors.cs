using System.Numerics.Tensors;
using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Runs a model over windows in blocks and hands out actual minus expected; reuses its buffers.</summary>
internal sealed class WindowErrors(IReconstructionModel model)
{
    private const int BlockValues = 64 * 1024;

    private readonly int width = model.WindowLength * model.SignalCount;
    private float[] windows = [];
    private float[] expected = [];
    private float[] errors = [];

    /// <summary>Windows that are computed together.</summary>
    public int BlockSize => Math.Clamp(BlockValues / width, 1, 512);

    /// <summary>Where the windows of the next block are written, [window, step, signal].</summary>
    public Span<float> Input(int count)
    {
        if (windows.Length < count * width)
        {
            windows = new float[count * width];
            expected = new float[count * width];
            errors = new float[count * width];
        }
        return windows.AsSpan(0, count * width);
    }

    /// <summary>Computes the block that was written to <see cref="Input"/>.</summary>
    public void Compute(int count)
    {
        var length = count * width;
        model.Reconstruct(windows.AsSpan(0, length), expected.AsSpan(0, length));
        TensorPrimitives.Subtract(windows.AsSpan(0, length), expected.AsSpan(0, length), errors);
    }

    /// <summary>[step, signal] of a window of the block.</summary>
    public ReadOnlySpan<float> Window(int index) => windows.AsSpan(index * width, width);

    public ReadOnlySpan<float> Expected(int index) => expected.AsSpan(index * width, width);

    public ReadOnlySpan<float> Errors(int index) => errors.AsSpan(index * width, width);

    /// <summary>Errors of the first windows of the block, [window, step, signal].</summary>
    public ReadOnlySpan<float> AllErrors(int count) => errors.AsSpan(0, count * width);
}
