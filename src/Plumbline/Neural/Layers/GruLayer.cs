using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Gated recurrent unit (Cho et al. 2014) as Keras has it by default, the reset gate acting after the product (<c>reset_after</c>).</summary>
/// <remarks>
/// With s for the sigmoid and a for the activation: z, r = s(x W + b + h U + d), n = a(x W + b + r (h U + d)), h' = z h + (1 - z) n.
/// Gates come in the order z, r, n (Keras calls n h), b is the tensor <c>bias</c> and d <c>recurrent_bias</c>, which Keras keeps as the two
/// rows of one. PyTorch's GRU is the same in the order r, z, n, its bias_ih and bias_hh being b and d; so is ONNX's with
/// <c>linear_before_reset</c> = 1, in the order z, r, n. The state is the hidden state h.
/// </remarks>
/// <inheritdoc cref="RecurrentLayer(int, bool, bool, int, int, int, Activation, RecurrentOptions)"/>
internal sealed class GruLayer(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default)
    : RecurrentLayer(3, hasCellState: false, resetsAfter: true, steps, inputs, units, activation, options)
{
    public override string Kind => "gru";

    protected override void ForwardStep(in RecurrentStep step, Span<float> hiddens) => GruCell.Forward(Activation, step, hiddens);

    protected override void BackwardStep(in RecurrentStep step, Span<float> hiddenGradients, Span<float> cellGradients, Span<float> sums, Span<float> stateSums) =>
        GruCell.Backward(Activation, step, hiddenGradients, sums, stateSums);
}
