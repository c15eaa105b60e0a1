using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>What the recurrent layers of one network have in common, and their checks.</summary>
internal readonly record struct RecurrentShape(RecurrentCell Cell, IReadOnlyList<int> Units, Activation Activation, double Dropout, double RecurrentDropout)
{
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Cell)) yield return $"cell is {Cell}; expected one of {string.Join(", ", Enum.GetNames<RecurrentCell>())}";
        if (Units.Count == 0) yield return "units is empty; expected at least one layer";
        foreach (var units in Units.Where(units => units < 1)) yield return $"units holds {units}; expected at least 1";
        if (!Enum.IsDefined(Activation) || Activation == Activation.Softplus) yield return $"activation is {Activation}; expected Linear, Relu, Tanh or Sigmoid";
        if (!(Dropout is >= 0 and < 1)) yield return $"dropout is {Dropout}; expected at least 0, below 1";
        if (!(RecurrentDropout is >= 0 and < 1)) yield return $"recurrentDropout is {RecurrentDropout}; expected at least 0, below 1";
    }

    /// <summary>Appends a recurrent layer, with dropout on what goes in where there is any.</summary>
    /// <param name="width">Features of a step that goes in.</param>
    /// <returns>Features of a step that comes out.</returns>
    public int Add(List<Layer> layers, int steps, int width, int units, RecurrentOptions options)
    {
        if (Dropout > 0) layers.Add(new DropoutLayer(options.Input == RecurrentInput.Sequence ? steps : 1, width, Dropout, stepsShare: true));
        layers.Add(Cell.Layer(steps, width, units, Activation, options with { Dropout = RecurrentDropout }));
        return units;
    }
}
