using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>Shape of a recurrent autoencoder.</summary>
public sealed record LstmAutoencoderOptions : AutoencoderOptions
{
    /// <summary>Windows of 16 steps, as the labs: of a single step there is nothing to remember.</summary>
    public LstmAutoencoderOptions() => Window = 16;

    /// <summary>Units of the encoder's layers, the last one's state being the code; the decoder mirrors them. At least one, each at least 1. [128] as the labs.</summary>
    public IReadOnlyList<int> Units { get; init; } = [128];

    /// <summary>Of candidates and cell states in every layer but the last. Tanh: the labs' relu has no bounds, and their loss jumps.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Whether the last layer is one more recurrent layer with tanh, as the labs have it, and not a linear one for each step.</summary>
    /// <remarks>Off by default: such an output stays between -1 and 1, which scaled values need not.</remarks>
    public bool RecurrentOutput { get; init; }

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Units.Count == 0) yield return "units is empty; expected at least one layer";
        foreach (var units in Units.Where(units => units < 1)) yield return $"units holds {units}; expected at least 1";
        if (!Enum.IsDefined(Activation)) yield return $"activation is {Activation}; expected one of {string.Join(", ", Enum.GetNames<Activation>())}";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals)
    {
        var layers = new List<Layer>();
        var width = signals;
        for (var i = 0; i < Units.Count; i++) Add(Units[i], i < Units.Count - 1 ? default : new() { Result = RecurrentResult.Last });
        for (var i = Units.Count - 1; i >= 0; i--) Add(Units[i], i < Units.Count - 1 ? default : new() { Input = RecurrentInput.Repeated });
        layers.Add(RecurrentOutput
            ? new LstmLayer(steps, width, signals, Activation.Tanh)
            : new DenseLayer(steps, width, signals, Activation.Linear));
        return layers;

        void Add(int units, RecurrentOptions options)
        {
            layers.Add(new LstmLayer(steps, width, units, Activation, options));
            width = units;
        }
    }
}
