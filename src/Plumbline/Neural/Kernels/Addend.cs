namespace Plumbline.Neural.Kernels;

/// <summary>What a product is added to: element [row, column] in a layout.</summary>
/// <param name="values">Empty for zeros.</param>
internal readonly ref struct Addend(ReadOnlySpan<float> values, PanelLayout layout)
{
    public readonly ReadOnlySpan<float> Values = values;

    public PanelLayout Layout { get; } = layout;

    public static Addend None => default;

    /// <summary>The same row under every row of the product.</summary>
    /// <param name="values">[column], padded to whole panels.</param>
    public static Addend Bias(ReadOnlySpan<float> values) => new(values, PanelLayout.RowMajor(values.Length) with { RowStride = 0 });
}
