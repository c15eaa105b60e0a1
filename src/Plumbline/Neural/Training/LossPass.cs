namespace Plumbline.Neural.Training;

/// <summary>Outputs, what they should be, and where their gradients go.</summary>
internal readonly ref struct LossPass
{
    public required int Steps { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows that the loss is a mean over; these may be a part of them.</summary>
    public required int BatchRows { get; init; }

    /// <summary>Outputs of a step that count; what follows them is padding.</summary>
    public required int Width { get; init; }

    /// <summary>[step, row, padded output].</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    /// <summary>[step, row, padded target].</summary>
    public required ReadOnlySpan<float> Targets { get; init; }

    /// <summary>[step, row, padded output], of the batch's mean loss with respect to the outputs; zero in the padding.</summary>
    public required Span<float> Gradients { get; init; }
}
