using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>One step of a recurrent layer over some rows, as its cell sees it.</summary>
internal readonly ref struct RecurrentStep
{
    public required int Rows { get; init; }

    /// <summary>Whole panels.</summary>
    public required int Units { get; init; }

    /// <summary>[row, gate unit], sums at first, activated by going forward, gradients with respect to the sums after going back.</summary>
    public required Span<float> Gates { get; init; }

    /// <summary>[row, gate unit], the state's share of the sums where it is kept apart, the gradients with respect to it after going back; otherwise <see cref="Gates"/>.</summary>
    public required Span<float> StateGates { get; init; }

    /// <summary>Of both.</summary>
    public required PanelLayout GateLayout { get; init; }

    /// <summary>[row, gate unit], the inputs' share of the sums, bias included; may be <see cref="Gates"/> itself.</summary>
    public required Addend Input { get; init; }

    /// <summary>[row, unit], hidden states of the step before; empty for zeros.</summary>
    public required ReadOnlySpan<float> Before { get; init; }

    /// <summary>[row, unit], cell states of the step before; empty for zeros. This and the two below are an LSTM's alone.</summary>
    public ReadOnlySpan<float> CellsBefore { get; init; }

    /// <summary>[row, unit], cell states.</summary>
    public Span<float> Cells { get; init; }

    /// <summary>[row, unit], activated cell states.</summary>
    public Span<float> Activated { get; init; }

    /// <summary>Checks what every cell reads or writes.</summary>
    /// <param name="gates">That the cell has.</param>
    public void ThrowIfTooShort(int gates)
    {
        if (Units % PanelLayout.Width != 0 || GateLayout.Panels * PanelLayout.Width != gates * Units || Math.Min(Gates.Length, StateGates.Length) < GateLayout.Span(Rows)
            || (Before.Length != 0 && Before.Length < Rows * Units))
            throw new ArgumentException("Shorter than its shape.", nameof(gates));
    }
}
