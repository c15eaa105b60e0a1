namespace Plumbline.Neural.Layers;

/// <summary>Layers one after the other that count as one.</summary>
/// <remarks>Its blocks have the names that a network of the same layers would give them: <c>dense_0.kernel</c>, ... Each layer has noise of its own.</remarks>
internal sealed class ChainLayer : Layer
{
    private readonly Layer[] layers;
    private readonly int[] offsets; // of each layer's parameters
    private readonly int[] tapes; // of each layer's tape and, behind it, its outputs but for the last, floats a row
    private readonly int widest; // that goes from one layer to the next, floats a row

    /// <param name="layers">At least one, each taking what the one before gives.</param>
    public ChainLayer(params IReadOnlyList<Layer> layers) : base(First(layers).InputSteps, layers[0].Inputs, layers[^1].OutputSteps, layers[^1].Outputs)
    {
        this.layers = [.. layers];
        (offsets, tapes) = (new int[layers.Count], new int[layers.Count]);
        var blocks = new List<ParameterBlock>();
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            (offsets[i], tapes[i]) = (ParameterLength, TapePerRow);
            foreach (var block in layer.Blocks) blocks.Add(block with { Name = $"{layer.Kind}_{i}.{block.Name}", Offset = offsets[i] + block.Offset });
            ParameterLength += layer.ParameterLength;
            TapePerRow += layer.TapePerRow;
            if (i == layers.Count - 1) break;
            if ((layer.OutputSteps, layer.Outputs) != (layers[i + 1].InputSteps, layers[i + 1].Inputs))
                throw new ArgumentException($"Layer {i + 1} does not take what layer {i} gives.", nameof(layers));
            var values = layer.OutputSteps * layer.PaddedOutputs;
            TapePerRow += values;
            widest = Math.Max(widest, values);
        }
        Blocks = blocks;
    }

    public ReadOnlySpan<Layer> Layers => layers;

    public override string Kind => "chain";

    public override IReadOnlyList<ParameterBlock> Blocks { get; }

    public override int ParameterLength { get; }

    /// <summary>Tapes and values of the layers within.</summary>
    public override int TapePerRow { get; }

    /// <summary>Gradients on either side of a layer, and what the layers need.</summary>
    public override int ScratchLength(int rows) => (2 * rows * widest) + layers.Max(layer => layer.ScratchLength(rows));

    public override void Initialise(Span<float> parameters, Random random)
    {
        for (var i = 0; i < layers.Length; i++) layers[i].Initialise(PartOf(i, parameters), random);
    }

    public override void Forward(in ForwardPass pass)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i].Forward(new ForwardPass
            {
                Rows = pass.Rows,
                Parameters = PartOf(i, pass.Parameters),
                Inputs = i == 0 ? pass.Inputs : OutputsOf(i - 1, pass.Tape, pass.Rows),
                InputStride = i == 0 ? pass.InputStride : layers[i].PaddedInputs,
                Outputs = i == layers.Length - 1 ? pass.Outputs : OutputsOf(i, pass.Tape, pass.Rows),
                Tape = TapeOf(i, pass.Tape, pass.Rows),
                Noise = pass.Noise.For(i),
            });
        }
    }

    public override void Backward(in BackwardPass pass)
    {
        var length = pass.Rows * widest;
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            layers[i].Backward(new BackwardPass
            {
                Rows = pass.Rows,
                BatchRows = pass.BatchRows,
                Parameters = PartOf(i, pass.Parameters),
                Inputs = i == 0 ? pass.Inputs : OutputsOf(i - 1, pass.Tape, pass.Rows),
                Outputs = i == layers.Length - 1 ? pass.Outputs : OutputsOf(i, pass.Tape, pass.Rows),
                Tape = TapeOf(i, pass.Tape, pass.Rows),
                OutputGradients = i == layers.Length - 1 ? pass.OutputGradients : pass.Scratch.Slice(i % 2 * length, length),
                Gradients = PartOf(i, pass.Gradients),
                Adds = pass.Adds,
                InputGradients = i == 0 ? pass.InputGradients : pass.Scratch.Slice((i - 1) % 2 * length, length),
                Scratch = pass.Scratch[(2 * length)..],
                Noise = pass.Noise.For(i),
            });
        }
    }

    public override double Penalty(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> tape, int rows)
    {
        var penalty = 0.0;
        for (var i = 0; i < layers.Length; i++)
        {
            penalty += layers[i].Penalty(i == 0 ? inputs : OutputsOf(i - 1, tape, rows), i == layers.Length - 1 ? outputs : OutputsOf(i, tape, rows),
                TapeOf(i, tape, rows), rows);
        }
        return penalty;
    }

    public override void Settle(Span<float> parameters, Span<float> gradients)
    {
        for (var i = 0; i < layers.Length; i++) layers[i].Settle(PartOf(i, parameters), PartOf(i, gradients));
    }

    private Span<float> PartOf(int layer, Span<float> values) => values.Slice(offsets[layer], layers[layer].ParameterLength);

    private Span<float> TapeOf(int layer, Span<float> tape, int rows) => tape.Slice(rows * tapes[layer], rows * layers[layer].TapePerRow);

    private Span<float> OutputsOf(int layer, Span<float> tape, int rows) =>
        tape.Slice(rows * (tapes[layer] + layers[layer].TapePerRow), rows * layers[layer].OutputSteps * layers[layer].PaddedOutputs);

    private static Layer First(IReadOnlyList<Layer> layers) => layers.Count > 0 ? layers[0] : throw new ArgumentException("No layers.", nameof(layers));
}
