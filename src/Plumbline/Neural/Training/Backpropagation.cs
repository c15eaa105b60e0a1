using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Neural.Training;

/// <summary>Loss and gradients of a network over batches of samples, with all the scratch they need, made once.</summary>
/// <remarks>A large batch goes through in chunks that stay near the processor and add up their gradients.</remarks>
internal sealed class Backpropagation
{
    private readonly Network network;
    private readonly SampleSource inputSource;
    private readonly SampleSource targetSource;
    private readonly AlignedBuffer inputs;
    private readonly AlignedBuffer targets;
    private readonly AlignedBuffer[] outputs;
    private readonly AlignedBuffer[] outputGradients;
    private readonly AlignedBuffer[] tapes;
    private readonly AlignedBuffer scratch;
    private readonly AlignedBuffer gradients;

    /// <param name="inputs">What goes in, [step, feature].</param>
    /// <param name="targets">What should come out, [step, feature]; the very same delegate as <paramref name="inputs"/> for a network that reconstructs.</param>
    /// <param name="batchSize">Most samples in a batch.</param>
    public Backpropagation(Network network, SampleSource inputs, SampleSource targets, int batchSize)
    {
        this.network = network;
        (inputSource, targetSource) = (inputs, targets);
        var rows = Math.Min(batchSize, Network.ChunkRows);
        var layers = network.Layers.ToArray();
        this.inputs = new AlignedBuffer(rows * layers[0].InputSteps * layers[0].PaddedInputs);
        this.targets = inputs == targets ? this.inputs : new AlignedBuffer(rows * layers[^1].OutputSteps * layers[^1].PaddedOutputs);
        outputs = Array.ConvertAll(layers, layer => new AlignedBuffer(rows * layer.OutputSteps * layer.PaddedOutputs));
        outputGradients = Array.ConvertAll(layers, layer => new AlignedBuffer(rows * layer.OutputSteps * layer.PaddedOutputs));
        tapes = Array.ConvertAll(layers, layer => new AlignedBuffer(rows * layer.TapePerRow));
        scratch = new AlignedBuffer(layers.Max(layer => layer.ScratchLength(rows)));
        gradients = new AlignedBuffer(network.Parameters.Length);
    }

    /// <summary>Laid out like the network's parameters.</summary>
    public ReadOnlySpan<float> Gradients => gradients.Span;

    /// <summary>Euclidean length of <see cref="Gradients"/>.</summary>
    public double GradientNorm => Math.Sqrt(TensorPrimitives.SumOfSquares(gradients.Span));

    /// <summary>Shortens <see cref="Gradients"/> to a length, direction kept, where they are longer.</summary>
    /// <returns>Their length before.</returns>
    public double Clip(double longest)
    {
        var norm = GradientNorm;
        if (norm > longest) TensorPrimitives.Multiply(gradients.Span, (float)(longest / norm), gradients.Span);
        return norm;
    }

    /// <summary>Sum over the samples of the mean squared error of each.</summary>
    public double Loss(ReadOnlySpan<int> samples)
    {
        var loss = 0.0;
        for (var first = 0; first < samples.Length; first += Network.ChunkRows)
            loss += Forward(samples.Slice(first, Math.Min(Network.ChunkRows, samples.Length - first)), samples.Length);
        return loss;
    }

    /// <summary>As <see cref="Loss"/>, and leaves the gradients of the batch's mean in <see cref="Gradients"/>.</summary>
    public double LossAndGradients(ReadOnlySpan<int> samples)
    {
        var loss = 0.0;
        for (var first = 0; first < samples.Length; first += Network.ChunkRows)
        {
            var rows = Math.Min(Network.ChunkRows, samples.Length - first);
            loss += Forward(samples.Slice(first, rows), samples.Length);
            Backward(rows, adds: first > 0);
        }
        return loss;
    }

    /// <param name="batch">Samples of the whole batch, over which the loss is a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Forward(ReadOnlySpan<int> samples, int batch)
    {
        var layers = network.Layers;
        var rows = samples.Length;
        var (first, last) = (layers[0], layers[^1]);
        for (var row = 0; row < rows; row++)
        {
            StepOrder.Put(inputSource(samples[row]), first.Inputs, inputs.Span, row, rows);
            if (targets != inputs) StepOrder.Put(targetSource(samples[row]), last.Outputs, targets.Span, row, rows);
        }
        for (var i = 0; i < layers.Length; i++)
            layers[i].Forward(network.ParametersOf(i), InputsOf(i), layers[i].PaddedInputs, rows, outputs[i].Span, tapes[i].Span);
        return MeanSquaredError.Evaluate(outputs[^1].Span, targets.Span, last.Outputs, last.OutputSteps * rows, last.OutputSteps * batch, outputGradients[^1].Span)
            / network.OutputLength;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(int rows, bool adds)
    {
        for (var i = outputs.Length - 1; i >= 0; i--)
        {
            network.Layers[i].Backward(new BackwardPass
            {
                Rows = rows,
                Parameters = network.ParametersOf(i),
                Inputs = InputsOf(i),
                Outputs = outputs[i].Span,
                Tape = tapes[i].Span,
                OutputGradients = outputGradients[i].Span,
                Gradients = network.PartOf(i, gradients.Span),
                Adds = adds,
                InputGradients = i == 0 ? default : outputGradients[i - 1].Span,
                Scratch = scratch.Span,
            });
        }
    }

    private ReadOnlySpan<float> InputsOf(int layer) => layer == 0 ? inputs.Span : outputs[layer - 1].Span;
}
