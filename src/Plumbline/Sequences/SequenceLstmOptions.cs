using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Sequences;

/// <summary>Shape of a recurrent encoder and decoder: the state after the last step, through a linear bridge, starts the decoder,
/// which is fed nothing else and gives the sequence back from its end to its beginning.</summary>
/// <remarks>One reconstruction serves both views. The published decoder is fed its own target while training and random projections
/// of its outputs afterwards, which is not to be had here; one bridge serves the hidden and the cell state.</remarks>
public sealed record SequenceLstmOptions : SequenceNetworkOptions
{
    /// <summary>Units of the encoder's layers; the state of the last one is the code. At least one, each at least 1. Default [32]: enough for
    /// 5 signals, and far faster than the published [64, 32, 16].</summary>
    public IReadOnlyList<int> Encoder { get; init; } = [32];

    /// <summary>Units of the decoder's layers. At least one, each at least 1. Default [32]; published [16, 32, 64].</summary>
    public IReadOnlyList<int> Decoder { get; init; } = [32];

    /// <summary>Units of the relu layers between the decoder and the linear output, the same at every step. Default none; published [1024, 256, 64].</summary>
    public IReadOnlyList<int> Dense { get; init; } = [];

    /// <summary>Share of the outputs of each recurrent layer that training hides, 0 to below 1; scoring hides none. Default 0.</summary>
    public double Dropout { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Encoder.Count == 0) yield return "model.encoder is empty; expected at least one layer";
        if (Decoder.Count == 0) yield return "model.decoder is empty; expected at least one layer";
        foreach (var units in Encoder.Concat(Decoder).Concat(Dense).Where(units => units < 1)) yield return $"model has a layer of {units} units; expected at least 1";
        if (!(Dropout is >= 0 and < 1)) yield return $"model.dropout is {Dropout}; expected at least 0, below 1";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals)
    {
        var layers = new List<Layer>();
        var inputs = signals;
        for (var i = 0; i < Encoder.Count; i++)
        {
            var last = i == Encoder.Count - 1;
            layers.Add(new LstmLayer(steps, inputs, Encoder[i], Activation.Tanh, new() { Result = last ? RecurrentResult.State : RecurrentResult.Sequence }));
            if (Dropout > 0 && !last) layers.Add(new DropoutLayer(steps, Encoder[i], Dropout));
            inputs = Encoder[i];
        }
        layers.Add(new DenseLayer(2, inputs, Decoder[0], Activation.Linear)); // hidden and cell state as two steps
        inputs = Decoder[0];
        for (var i = 0; i < Decoder.Count; i++)
        {
            layers.Add(new LstmLayer(steps, inputs, Decoder[i], Activation.Tanh, new() { Input = i == 0 ? RecurrentInput.State : RecurrentInput.Sequence, Direction = TimeDirection.Backward }));
            if (Dropout > 0) layers.Add(new DropoutLayer(steps, Decoder[i], Dropout));
            inputs = Decoder[i];
        }
        foreach (var units in Dense)
        {
            layers.Add(new DenseLayer(steps, inputs, units, Activation.Relu));
            inputs = units;
        }
        layers.Add(new DenseLayer(steps, inputs, signals, Activation.Linear));
        return layers;
    }
}
