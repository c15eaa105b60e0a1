using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>One step of a long short-term memory over some rows.</summary>
internal readonly ref struct LstmMemory
{
    public required int Rows { get; init; }

    /// <summary>Whole panels.</summary>
    public required int Units { get; init; }

    /// <summary>[row, gate unit], the gates i, f, g, o one after the other.</summary>
    public required Span<float> Gates { get; init; }

    public required PanelLayout GateLayout { get; init; }

    /// <summary>[row, unit], cell states of the step before; empty for zeros.</summary>
    public required ReadOnlySpan<float> Before { get; init; }

    /// <summary>[row, unit], cell states.</summary>
    public required Span<float> Cells { get; init; }

    /// <summary>[row, unit], activated cell states.</summary>
    public required Span<float> Activated { get; init; }

    public void ThrowIfTooShort()
    {
        var length = Rows * Units;
        if (Units % PanelLayout.Width != 0 || GateLayout.Panels * PanelLayout.Width != 4 * Units || Gates.Length < GateLayout.Span(Rows)
            || (Before.Length != 0 && Before.Length < length) || Cells.Length < length || Activated.Length < length)
            throw new ArgumentException("Shorter than its shape.", nameof(Gates));
    }
}
