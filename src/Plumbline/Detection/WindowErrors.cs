using System.Numerics.Tensors;
using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Runs a model over windows in blocks and hands out actual minus expected, and scores; reuses its buffers.</summary>
/// <remarks>A model that expects nothing is taken to expect the centre of each signal, as no model does.</remarks>
internal sealed class WindowErrors(IWindowModel model)
{
    private const int BlockValues = 64 * 1024;

    private readonly int width = model.WindowLength * model.SignalCount;
    private readonly IReconstructionModel? expecting = model as IReconstructionModel;
    private readonly IScoringModel? scoring = model as IScoringModel;
    private double[] scores = [];
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
            scores = new double[scoring is null ? 0 : count];
        }
        return windows.AsSpan(0, count * width);
    }

    /// <summary>Computes the block that was written to <see cref="Input"/>.</summary>
    public void Compute(int count)
    {
        var length = count * width;
        expecting?.Reconstruct(windows.AsSpan(0, length), expected.AsSpan(0, length)); // or else zeros, as they were made
        scoring?.Score(windows.AsSpan(0, length), scores.AsSpan(0, count));
        TensorPrimitives.Subtract(windows.AsSpan(0, length), expected.AsSpan(0, length), errors);
    }

    /// <summary>[step, signal] of a window of the block.</summary>
    public ReadOnlySpan<float> Window(int index) => windows.AsSpan(index * width, width);

    /// <summary>The raw score of a window of the block.</summary>
    public double Score(int index, ErrorDistribution distribution) => scoring is null ? distribution.Score(Errors(index)) : scores[index];

    public ReadOnlySpan<float> Expected(int index) => expected.AsSpan(index * width, width);

    public ReadOnlySpan<float> Errors(int index) => errors.AsSpan(index * width, width);

    /// <summary>Errors of the first windows of the block, [window, step, signal].</summary>
    public ReadOnlySpan<float> AllErrors(int count) => errors.AsSpan(0, count * width);
}
