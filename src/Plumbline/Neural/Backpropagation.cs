using System.Runtime.CompilerServices;

namespace Plumbline.Neural;

/// <summary>Loss and gradients of a dense network over one batch, with all the scratch they need, made once.</summary>
internal sealed class Backpropagation
{
    private readonly DenseNetwork network;
    private readonly AlignedBuffer inputs;
    private readonly AlignedBuffer targets;
    private readonly AlignedBuffer[] outputs;
    private readonly AlignedBuffer[] deltas;
    private readonly AlignedBuffer turned;
    private readonly AlignedBuffer gradients;

    /// <param name="batchSize">Most rows in a batch.</param>
    /// <param name="reconstructs">The targets are the inputs; then only the inputs are to be filled.</param>
    public Backpropagation(DenseNetwork network, int batchSize, bool reconstructs)
    {
        this.network = network;
        inputs = new AlignedBuffer(batchSize * PanelLayout.Pad(network.Inputs));
        targets = reconstructs ? inputs : new AlignedBuffer(batchSize * PanelLayout.Pad(network.Outputs));
        outputs = Array.ConvertAll(network.Layers, layer => new AlignedBuffer(batchSize * layer.PaddedOutputs));
        deltas = Array.ConvertAll(network.Layers, layer => new AlignedBuffer(batchSize * layer.PaddedOutputs));
        turned = new AlignedBuffer(network.Layers.Max(layer => layer.PaddedInputs * layer.PaddedOutputs));
        gradients = new AlignedBuffer(network.Parameters.Length);
    }

    /// <summary>Laid out like the network's parameters.</summary>
    public ReadOnlySpan<float> Gradients => gradients.Span;

    /// <summary>Where a row of the batch is to be put, [input].</summary>
    public Span<float> Input(int row) => inputs.Span.Slice(row * PanelLayout.Pad(network.Inputs), network.Inputs);

    /// <summary>Where a row's target is to be put, [output].</summary>
    public Span<float> Target(int row) => targets.Span.Slice(row * PanelLayout.Pad(network.Outputs), network.Outputs);

    /// <summary>Sum over the rows put in of the mean squared error of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Loss(int rows)
    {
        for (var i = 0; i < outputs.Length; i++) network.Layers[i].Forward(network.Parameters, InputOf(i), PaddedInputs(i), rows, outputs[i].Span);
        return MeanSquaredError.Evaluate(outputs[^1].Span, targets.Span, network.Outputs, rows, deltas[^1].Span) / network.Outputs;
    }

    /// <summary>As <see cref="Loss"/>, and leaves the gradients of the batch's mean in <see cref="Gradients"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double LossAndGradients(int rows)
    {
        var loss = Loss(rows);
        for (var i = outputs.Length - 1; i >= 0; i--)
        {
            var layer = network.Layers[i];
            var count = rows * layer.PaddedOutputs;
            var delta = deltas[i].Span[..count];
            Activations.Differentiate(layer.Activation, outputs[i].Span[..count], delta);
            layer.ParameterGradients(InputOf(i), delta, rows, gradients.Span);
            if (i > 0) layer.InputGradients(network.Parameters, delta, rows, turned.Span, deltas[i - 1].Span);
        }
        return loss;
    }

    private ReadOnlySpan<float> InputOf(int layer) => layer == 0 ? inputs.Span : outputs[layer - 1].Span;

    private int PaddedInputs(int layer) => network.Layers[layer].PaddedInputs;
}
