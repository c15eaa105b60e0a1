using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>What a recurrent layer carries from step to step.</summary>
public enum RecurrentCell
{
    /// <summary>Long short-term memory: hidden and cell state, four gates.</summary>
    Lstm,

    /// <summary>Gated recurrent unit: three quarters of the parameters of <see cref="Lstm"/>.</summary>
    Gru,

    /// <summary>A hidden state without gates (Elman 1990): a quarter of the parameters, and a short memory.</summary>
    SimpleRnn,
}

internal static class RecurrentCells
{
    public static Layer Layer(this RecurrentCell cell, int steps, int inputs, int units, Activation activation, RecurrentOptions options = default) => cell switch
    {
        RecurrentCell.Lstm => new LstmLayer(steps, inputs, units, activation, options),
        RecurrentCell.Gru => new GruLayer(steps, inputs, units, activation, options),
        RecurrentCell.SimpleRnn => new SimpleRnnLayer(steps, inputs, units, activation, options),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "No such cell."),
    };
}
