using System.Runtime.CompilerServices;

namespace Plumbline.Neural;

/// <summary>outputs = activation(bias + inputs x kernel), with its place in the network's flat parameters.</summary>
/// <param name="Offset">Where the packed kernel begins, [input, output]; the bias follows, [output]. Both padded to whole panels.</param>
/// <remarks>Padding holds zeros and its gradients are zero, so it never comes alive.</remarks>
internal readonly record struct DenseLayer(int Inputs, int Outputs, Activation Activation, int Offset)
{
    public int PaddedInputs => PanelLayout.Pad(Inputs);

    public int PaddedOutputs => PanelLayout.Pad(Outputs);

    public PanelLayout KernelLayout => PanelLayout.Packed(PaddedInputs, Outputs);

    public PanelLayout OutputLayout => PanelLayout.RowMajor(Outputs);

    private int KernelLength => PaddedInputs * PaddedOutputs;

    /// <summary>Floats this layer takes of the flat parameters.</summary>
    public int Length => KernelLength + PaddedOutputs;

    public Span<float> Kernel(Span<float> parameters) => parameters.Slice(Offset, KernelLength);

    public Span<float> Bias(Span<float> parameters) => parameters.Slice(Offset + KernelLength, PaddedOutputs);

    /// <param name="parameters">The network's flat parameters.</param>
    /// <param name="inputs">[row, input], rows <paramref name="inputStride"/> apart.</param>
    /// <param name="outputs">[row, padded output], written whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(Span<float> parameters, ReadOnlySpan<float> inputs, int inputStride, int rows, Span<float> outputs)
    {
        Gemm.Multiply(LeftOperand.Plain(inputs, rows, Inputs, inputStride), Kernel(parameters), KernelLayout, Bias(parameters),
            Activation == Activation.Relu, outputs, OutputLayout);
        if (Activation is not (Activation.Linear or Activation.Relu)) Activations.Apply(Activation, outputs[..(rows * PaddedOutputs)]);
    }

    /// <summary>Gradients of kernel and bias.</summary>
    /// <param name="inputs">[row, padded input] as they went in.</param>
    /// <param name="deltas">[row, padded output], gradients with respect to the sums before the activation.</param>
    /// <param name="gradients">Flat, laid out like the parameters; this layer's part is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ParameterGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> deltas, int rows, Span<float> gradients)
    {
        Gemm.Multiply(LeftOperand.Transposed(inputs, Inputs, rows, PaddedInputs), deltas, OutputLayout, [], false, Kernel(gradients), KernelLayout);
        Gemm.Multiply(LeftOperand.Ones(rows), deltas, OutputLayout, [], false, Bias(gradients), OutputLayout);
    }

    /// <summary>Gradients with respect to the inputs.</summary>
    /// <param name="turned">Scratch for the transposed kernel, padded inputs x padded outputs.</param>
    /// <param name="inputGradients">[row, padded input], written whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void InputGradients(Span<float> parameters, ReadOnlySpan<float> deltas, int rows, Span<float> turned, Span<float> inputGradients)
    {
        PanelTranspose.Apply(Kernel(parameters), PaddedInputs, PaddedOutputs, turned);
        Gemm.Multiply(LeftOperand.Plain(deltas, rows, Outputs, PaddedOutputs), turned, PanelLayout.Packed(PaddedOutputs, Inputs), [], false,
            inputGradients, PanelLayout.RowMajor(Inputs));
    }
}
