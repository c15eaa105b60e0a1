using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>Shape of a dense autoencoder.</summary>
public sealed record DenseAutoencoderOptions : AutoencoderOptions
{
    /// <summary>Units of the encoder's layers, the last one being the code; the decoder mirrors them. At least one, each at least 1.</summary>
    /// <remarks>[64] is the lecture's (159-64-159); [64, 32, 16] gives inputs-64-32-16-32-64-inputs.</remarks>
    public IReadOnlyList<int> Units { get; init; } = [64];

    /// <summary>Of every layer but the last, which is linear because scaled values have no bounds. Relu as the lecture.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Units.Count == 0) yield return "units is empty; expected at least one layer";
        foreach (var units in Units.Where(units => units < 1)) yield return $"units holds {units}; expected at least 1";
        if (!Enum.IsDefined(Activation)) yield return $"activation is {Activation}; expected one of {string.Join(", ", Enum.GetNames<Activation>())}";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0)
    {
        var layers = DenseLayer.Chain(steps * signals, [.. Units.Concat(Units.Reverse().Skip(1)).Select(units => (units, Activation)), (steps * (signals - context), Activation.Linear)]);
        if (CodePenalty == 0) return layers;
        return [.. layers.Take(Units.Count), .. AfterCode(layers[Units.Count - 1]), .. layers.Skip(Units.Count)];
    }
}
