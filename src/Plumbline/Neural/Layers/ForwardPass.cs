using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>All that a layer needs to go forward over some rows.</summary>
internal readonly ref struct ForwardPass
{
    public required int Rows { get; init; }

    public required Span<float> Parameters { get; init; }

    /// <summary>[step, row, input].</summary>
    public required ReadOnlySpan<float> Inputs { get; init; }

    /// <summary>From one row to the next, at least the layer's inputs; the first layer may read rows without padding.</summary>
    public required int InputStride { get; init; }

    /// <summary>[step, row, padded output], written whole.</summary>
    public required Span<float> Outputs { get; init; }

    /// <summary><see cref="Layer.TapePerRow"/> x rows; holds anything at first.</summary>
    public required Span<float> Tape { get; init; }

    /// <summary>There while training, none while scoring.</summary>
    public Noise Noise { get; init; }
}
