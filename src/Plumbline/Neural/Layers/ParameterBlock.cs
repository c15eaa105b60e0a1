using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Where a layer keeps one named array within its own run of parameters.</summary>
/// <param name="Name">Within its layer, such as <c>kernel</c>.</param>
/// <param name="Rows">0 for a vector.</param>
/// <param name="Groups">Runs of columns that each fill whole panels: the gates of a recurrent layer, 1 of a dense one.</param>
/// <param name="Columns">In each group.</param>
/// <param name="Offset">Of the array's first panel.</param>
internal readonly record struct ParameterBlock(string Name, int Rows, int Groups, int Columns, PanelLayout Layout, int Offset)
{
    /// <summary>Whether gradients step it. The others are the layer's own to change, in <see cref="Layer.Settle"/>.</summary>
    public bool Trained { get; init; } = true;

    /// <summary>Matrices of so many rows one under the other, each padded to whole panels of rows: the taps of a convolution; 0 for no such axis.</summary>
    public int Taps { get; init; }

    /// <summary>Without padding.</summary>
    public int[] Shape => Rows == 0 ? [Groups * Columns] : Taps == 0 ? [Rows, Groups * Columns] : [Taps, Rows, Groups * Columns];

    /// <summary>Numbers without padding.</summary>
    public int Count => Math.Max(Taps, 1) * Math.Max(Rows, 1) * Groups * Columns;

    /// <summary>Its part of its layer's parameters, padding between them included.</summary>
    public Span<float> Of(Span<float> parameters) => parameters.Slice(Offset, Length);

    /// <summary>From its first number to its last panel's, padding between them included.</summary>
    public int Length => Layout.Span(PlaceOf((Math.Max(Taps, 1) * Math.Max(Rows, 1)) - 1) + 1);

    /// <summary>Place of a number that stands at an index of the row-major array without padding.</summary>
    public int IndexOf(int index)
    {
        var (row, column) = Math.DivRem(index, Groups * Columns);
        return Offset + Layout.IndexOf(PlaceOf(row), (column / Columns * PanelLayout.Pad(Columns)) + (column % Columns));
    }

    private int PlaceOf(int row) => Taps == 0 ? row : (row / Rows * PanelLayout.Pad(Rows)) + (row % Rows);
}
