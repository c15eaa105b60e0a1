using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>outputs = activation(bias + inputs x kernel), the same at every step.</summary>
/// <remarks>With several steps it is Keras' time-distributed dense layer: the rows of all steps are one product.</remarks>
internal sealed class DenseLayer(int steps, int inputs, int outputs, Activation activation) : Layer(steps, inputs, steps, outputs)
{
    /// <summary>Layers one after the other, of one step.</summary>
    /// <param name="layers">Width and activation of each.</param>
    public static DenseLayer[] Chain(int inputs, IReadOnlyList<(int Units, Activation Activation)> layers) =>
        [.. layers.Select((layer, i) => new DenseLayer(1, i == 0 ? inputs : layers[i - 1].Units, layer.Units, layer.Activation))];

    private readonly int kernelLength = PanelLayout.Pad(inputs) * PanelLayout.Pad(outputs);
    private readonly PanelLayout kernelLayout = PanelLayout.Packed(PanelLayout.Pad(inputs), outputs);
    private readonly PanelLayout outputLayout = PanelLayout.RowMajor(outputs);

    public Activation Activation => activation;

    public override string Kind => "dense";

    public override IReadOnlyList<ParameterBlock> Blocks { get; } =
    [
        new("kernel", inputs, 1, outputs, PanelLayout.Packed(PanelLayout.Pad(inputs), outputs), 0),
        new("bias", 0, 1, outputs, PanelLayout.RowMajor(outputs), PanelLayout.Pad(inputs) * PanelLayout.Pad(outputs)),
    ];

    public override int ParameterLength => kernelLength + PaddedOutputs;

    /// <summary>The turned kernel.</summary>
    public override int ScratchLength(int rows) => kernelLength;

    /// <summary>Kernel as Glorot and Bengio 2010, Keras' default; bias zero.</summary>
    public override void Initialise(Span<float> parameters, Random random) => Initialisation.Glorot(Blocks[0], parameters, random);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var all = OutputSteps * pass.Rows;
        var parameters = pass.Parameters;
        Gemm.Multiply(LeftOperand.Plain(pass.Inputs, all, Inputs, pass.InputStride), parameters[..kernelLength], kernelLayout, Addend.Bias(parameters[kernelLength..]),
            activation == Activation.Relu, pass.Outputs, outputLayout);
        if (activation is not (Activation.Linear or Activation.Relu)) Activations.Apply(activation, pass.Outputs[..(all * PaddedOutputs)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        var all = OutputSteps * pass.Rows;
        var deltas = pass.OutputGradients[..(all * PaddedOutputs)]; // with respect to the sums before the activation
        Activations.Differentiate(activation, pass.Outputs[..deltas.Length], deltas);
        var kernel = pass.Gradients[..kernelLength];
        var bias = pass.Gradients[kernelLength..];
        Gemm.Multiply(LeftOperand.Transposed(pass.Inputs, Inputs, all, PaddedInputs), deltas, outputLayout, pass.Before(kernel, kernelLayout), false, kernel, kernelLayout);
        Gemm.Multiply(LeftOperand.Ones(all), deltas, outputLayout, pass.Before(bias, outputLayout), false, bias, outputLayout);
        if (pass.InputGradients.IsEmpty) return;
        PanelTranspose.Apply(pass.Parameters[..kernelLength], PaddedInputs, PaddedOutputs, pass.Scratch);
        Gemm.Multiply(LeftOperand.Plain(deltas, all, Outputs, PaddedOutputs), pass.Scratch, PanelLayout.Packed(PaddedOutputs, Inputs), Addend.None, false,
            pass.InputGradients, PanelLayout.RowMajor(Inputs));
    }
}
