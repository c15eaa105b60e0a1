using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

/// <summary>One layer alone, forward and back over padded values, [step, row, padded feature].</summary>
internal sealed class LayerRun
{
    private readonly Layer layer;
    private readonly float[] inputs;
    private readonly int rows;
    private readonly Noise noise;
    private readonly float[] tape;

    /// <param name="parameters">Without them the layer draws its first ones.</param>
    public LayerRun(Layer layer, float[] inputs, int rows, Noise noise, float[]? parameters = null)
    {
        (this.layer, this.inputs, this.rows, this.noise) = (layer, inputs, rows, noise);
        Parameters = parameters ?? new float[layer.ParameterLength];
        if (parameters is null) layer.Initialise(Parameters, new Random(1));
        Outputs = new float[layer.OutputSteps * rows * layer.PaddedOutputs];
        Gradients = new float[layer.ParameterLength];
        tape = new float[rows * layer.TapePerRow];
        layer.Forward(new ForwardPass
        {
            Rows = rows,
            Parameters = Parameters,
            Inputs = inputs,
            InputStride = layer.PaddedInputs,
            Outputs = Outputs,
            Tape = tape,
            Noise = noise,
        });
    }

    public float[] Parameters { get; }

    public float[] Outputs { get; }

    /// <summary>Of the parameters, once it has gone back.</summary>
    public float[] Gradients { get; }

    /// <returns>Gradients with respect to the inputs.</returns>
    public float[] Backward(float[] outputGradients)
    {
        var inputGradients = new float[inputs.Length];
        layer.Backward(new BackwardPass
        {
            Rows = rows,
            BatchRows = rows,
            Parameters = Parameters,
            Inputs = inputs,
            Outputs = Outputs,
            Tape = tape,
            OutputGradients = outputGradients,
            Gradients = Gradients,
            Adds = false,
            InputGradients = inputGradients,
            Scratch = new float[layer.ScratchLength(rows)],
            Noise = noise,
        });
        return inputGradients;
    }
}
