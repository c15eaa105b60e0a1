using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>All that a layer needs to go back over rows it has just gone forward over.</summary>
internal readonly ref struct BackwardPass
{
    public required int Rows { get; init; }

    /// <summary>Rows of the whole batch, over which the loss is a mean; these may be a part of them.</summary>
    public required int BatchRows { get; init; }

    public required Span<float> Parameters { get; init; }

    /// <summary>[step, row, padded input], as they went in.</summary>
    public required ReadOnlySpan<float> Inputs { get; init; }

    /// <summary>[step, row, padded output], as they came out.</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>As going forward left it; may be overwritten.</summary>
    public required Span<float> Tape { get; init; }

    /// <summary>[step, row, padded output], gradients with respect to the outputs, zero in the padding; may be overwritten.</summary>
    public required Span<float> OutputGradients { get; init; }

    /// <summary>Laid out like the parameters.</summary>
    public required Span<float> Gradients { get; init; }

    /// <summary>Whether to add to the gradients rather than to replace them.</summary>
    public required bool Adds { get; init; }

    /// <summary>[step, row, padded input], written whole; empty when nobody needs them.</summary>
    public required Span<float> InputGradients { get; init; }

    public required Span<float> Scratch { get; init; }

    /// <summary>As when going forward.</summary>
    public Noise Noise { get; init; }

    /// <summary>What a product that goes to a part of the gradients starts from.</summary>
    public Addend Before(ReadOnlySpan<float> part, PanelLayout layout) => Adds ? new Addend(part, layout) : Addend.None;
}
