using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Sequences;

/// <summary>Shape of a pair of dense autoencoders: one gives back the signals of a step, one the steps of a signal.</summary>
/// <remarks>Each view has the mean squared error of its own reconstruction for its loss.</remarks>
public sealed record SequenceDenseOptions : SequenceNetworkOptions
{
    /// <summary>Units of the encoder's layers before the code; the decoder mirrors them. At least one, each at least 1. [64, 32, 16] as published.</summary>
    public IReadOnlyList<int> Units { get; init; } = [64, 32, 16];

    /// <summary>Units of the decoder's layers, where they do not follow from the encoder's: the pipeline's published search chooses them apart. Default null, mirrored.</summary>
    public IReadOnlyList<int>? Decoder { get; init; }

    /// <summary>Units of the time view's code, at least 1. Default 2: fewer than the signals of a step, or nothing would have to be learnt; the published 8 for 5 signals are no bottleneck.</summary>
    public int TimeCode { get; init; } = 2;

    /// <summary>Units of the feature view's code, at least 1. 8 as published, for 30 steps.</summary>
    public int FeatureCode { get; init; } = 8;

    /// <summary>Of every layer but the code and the output, which are linear. Relu as published.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether code and output have relu as well, as published: negative values can then not be given back. Default false.</summary>
    public bool ReluEverywhere { get; init; }

    /// <summary>Whether the decoder's widths are the encoder's in their own order, as published by mistake. Default false, mirrored.</summary>
    public bool ReversedDecoder { get; init; }

    /// <summary>Whether the mean of both reconstructions is trained, as published: neither view then learns to reconstruct alone. Default false.</summary>
    public bool AveragedLoss { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Units.Count == 0) yield return "model.units is empty; expected at least one layer";
        foreach (var units in Units.Where(units => units < 1)) yield return $"model.units holds {units}; expected at least 1";
        foreach (var units in (Decoder ?? []).Where(units => units < 1)) yield return $"model.decoder holds {units}; expected at least 1";
        if (TimeCode < 1) yield return $"model.timeCode is {TimeCode}; expected at least 1";
        if (FeatureCode < 1) yield return $"model.featureCode is {FeatureCode}; expected at least 1";
        if (!Enum.IsDefined(Activation)) yield return $"model.activation is {Activation}; expected one of {string.Join(", ", Enum.GetNames<Activation>())}";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals) =>
    [
        new ParallelLayer(
            Autoencoder(steps, signals, TimeCode),
            [new TransposeLayer(steps, signals), .. Autoencoder(signals, steps, FeatureCode), new TransposeLayer(signals, steps)]),
    ];

    internal override IReadOnlyList<Layer> TrainingLayers(int steps, int signals) => AveragedLoss ? [new MeanOfViewsLayer(steps, signals)] : [];

    /// <param name="rows">The same network sees one after the other.</param>
    private List<Layer> Autoencoder(int rows, int width, int code)
    {
        var outer = ReluEverywhere ? Activation.Relu : Activation.Linear;
        var layers = new List<Layer>();
        var inputs = width;
        foreach (var units in Units) Add(units, Activation);
        Add(code, outer);
        foreach (var units in Decoder ?? (ReversedDecoder ? Units : Units.Reverse())) Add(units, Activation);
        Add(width, outer);
        return layers;

        void Add(int units, Activation activation)
        {
            layers.Add(new DenseLayer(rows, inputs, units, activation));
            inputs = units;
        }
    }
}
