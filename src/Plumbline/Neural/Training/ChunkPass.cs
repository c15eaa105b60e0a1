using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Neural.Training;

/// <summary>Some samples forward and back through a network, with all the scratch that takes, made once.</summary>
internal sealed class ChunkPass
{
    private readonly Network network;
    private readonly SampleSource inputSource;
    private readonly SampleSource targetSource;
    private readonly Loss loss;
    private readonly int targetWidth;
    private readonly AlignedBuffer inputs;
    private readonly AlignedBuffer targets;
    private readonly AlignedBuffer[] outputs;
    private readonly AlignedBuffer[] outputGradients;
    private readonly AlignedBuffer[] tapes;
    private readonly AlignedBuffer scratch;
    private int rows;
    private int batchRows;
    private Noise noise;

    /// <param name="mostRows">Samples at a time.</param>
    public ChunkPass(Network network, SampleSource inputs, SampleSource targets, Loss loss, int mostRows)
    {
        (this.network, inputSource, targetSource, this.loss) = (network, inputs, targets, loss);
        var layers = network.Layers.ToArray();
        var last = layers[^1];
        targetWidth = loss.TargetWidth(last.Outputs);
        this.inputs = new AlignedBuffer(mostRows * layers[0].InputSteps * layers[0].PaddedInputs);
        this.targets = inputs == targets ? this.inputs : new AlignedBuffer(mostRows * last.OutputSteps * PanelLayout.Pad(targetWidth));
        outputs = Array.ConvertAll(layers, layer => new AlignedBuffer(mostRows * layer.OutputSteps * layer.PaddedOutputs));
        outputGradients = Array.ConvertAll(layers, layer => new AlignedBuffer(mostRows * layer.OutputSteps * layer.PaddedOutputs));
        tapes = Array.ConvertAll(layers, layer => new AlignedBuffer(mostRows * layer.TapePerRow));
        scratch = new AlignedBuffer(layers.Max(layer => layer.ScratchLength(mostRows)));
    }

    /// <returns>Sum over the samples of their losses.</returns>
    /// <param name="batchRows">Samples of the whole batch, over which the loss is a mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Forward(ReadOnlySpan<int> samples, int batchRows, Noise noise)
    {
        var layers = network.Layers;
        (rows, this.batchRows, this.noise) = (samples.Length, batchRows, noise);
        var (first, last) = (layers[0], layers[^1]);
        for (var row = 0; row < rows; row++)
        {
            StepOrder.Put(inputSource(samples[row]), first.Inputs, inputs.Span, row, rows);
            if (targets != inputs) StepOrder.Put(targetSource(samples[row]), targetWidth, targets.Span, row, rows);
        }
        var penalty = 0.0;
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i].Forward(new ForwardPass
            {
                Rows = rows,
                Parameters = network.ParametersOf(i),
                Inputs = InputsOf(i),
                InputStride = layers[i].PaddedInputs,
                Outputs = outputs[i].Span,
                Tape = tapes[i].Span,
                Noise = noise.For(i),
            });
            penalty += layers[i].Penalty(InputsOf(i), outputs[i].Span, tapes[i].Span, rows);
        }
        var length = last.OutputSteps * rows;
        return penalty + loss.Evaluate(new LossPass
        {
            Steps = last.OutputSteps,
            Rows = rows,
            BatchRows = batchRows,
            Width = last.Outputs,
            Outputs = outputs[^1].Span[..(length * last.PaddedOutputs)],
            Targets = targets.Span[..(length * PanelLayout.Pad(targetWidth))],
            Gradients = outputGradients[^1].Span[..(length * last.PaddedOutputs)],
        });
    }

    /// <summary>Back over the samples that went forward last.</summary>
    /// <param name="gradients">Laid out like the network's parameters.</param>
    /// <param name="adds">Whether to add to them rather than to replace them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(Span<float> gradients, bool adds)
    {
        for (var i = outputs.Length - 1; i >= 0; i--)
        {
            network.Layers[i].Backward(new BackwardPass
            {
                Rows = rows,
                BatchRows = batchRows,
                Parameters = network.ParametersOf(i),
                Inputs = InputsOf(i),
                Outputs = outputs[i].Span,
                Tape = tapes[i].Span,
                OutputGradients = outputGradients[i].Span,
                Gradients = network.PartOf(i, gradients),
                Adds = adds,
                InputGradients = i == 0 ? default : outputGradients[i - 1].Span,
                Scratch = scratch.Span,
                Noise = noise.For(i),
            });
        }
    }

    private ReadOnlySpan<float> InputsOf(int layer) => layer == 0 ? inputs.Span : outputs[layer - 1].Span;
}
