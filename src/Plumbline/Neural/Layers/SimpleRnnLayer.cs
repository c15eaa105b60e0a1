using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>The plain recurrent layer (Elman 1990), Keras' SimpleRNN: h' = a(x W + h U + b), a being the activation.</summary>
/// <remarks>PyTorch's RNN and ONNX's are the same with two biases that are added. The state is the hidden state h.</remarks>
/// <inheritdoc cref="RecurrentLayer(int, bool, bool, int, int, int, Activation, RecurrentOptions)"/>
internal sealed class SimpleRnnLayer(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default)
    : RecurrentLayer(1, hasCellState: false, resetsAfter: false, steps, inputs, units, activation, options)
{
    public override string Kind => "simple_rnn";

    protected override void ForwardStep(in RecurrentStep step, Span<float> hiddens) => SimpleRnnCell.Forward(Activation, step, hiddens);

    protected override void BackwardStep(in RecurrentStep step, Span<float> hiddenGradients, Span<float> cellGradients, Span<float> sums, Span<float> stateSums) =>
        SimpleRnnCell.Backward(Activation, step, hiddenGradients, sums);
}
