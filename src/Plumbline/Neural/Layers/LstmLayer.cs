using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000) in Keras' conventions.</summary>
/// <remarks>
/// With s for the sigmoid and a for the activation: i, f, o = s(x W + h U + b), g = a(x W + h U + b), c' = f c + i g, h' = o a(c').
/// Gates come in the order i, f, g, o (Keras calls g c), with one bias. PyTorch has the same order, ONNX i, o, f, g; both have two biases
/// that are added. The state is the hidden state h, then the cell state c.
/// </remarks>
/// <inheritdoc cref="RecurrentLayer(int, bool, bool, int, int, int, Activation, RecurrentOptions)"/>
internal sealed class LstmLayer(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default)
    : RecurrentLayer(4, hasCellState: true, resetsAfter: false, steps, inputs, units, activation, options)
{
    private const int ForgetGate = 1;

    public override string Kind => "lstm";

    /// <summary>As every recurrent layer, but biases of the forget gate 1 (Jozefowicz et al. 2015): Keras' default.</summary>
    public override void Initialise(Span<float> parameters, Random random)
    {
        base.Initialise(parameters, random);
        for (var unit = 0; unit < Outputs; unit++) parameters[Blocks[^1].IndexOf((ForgetGate * Outputs) + unit)] = 1;
    }

    protected override void ForwardStep(in RecurrentStep step, Span<float> hiddens) => LstmCell.Forward(Activation, step, hiddens);

    protected override void BackwardStep(in RecurrentStep step, Span<float> hiddenGradients, Span<float> cellGradients, Span<float> sums, Span<float> stateSums) =>
        LstmCell.Backward(Activation, step, hiddenGradients, cellGradients, sums);
}
