using Plumbline.Neural;
using Plumbline.Neural.Layers;

namespace Plumbline.Bench;

/// <summary>Billions of float operations in the products of a network, two for each multiply-add: what the result needs, however it is computed.</summary>
/// <remarks>Activations, losses and optimisers are left out, so shares of the peak are a little too low rather than too high. An input that an
/// LSTM repeats at every step is counted once; PyTorch and ONNX Runtime multiply it at every step and so do more than is counted. An up-sampled
/// convolution is counted as one over the repeated steps, more than is done here; taps that lie outside the steps are not counted.</remarks>
internal static class Work
{
    /// <summary>Of scoring one sample.</summary>
    public static double Scoring(Network network)
    {
        var sum = 0.0;
        foreach (var layer in network.Layers) sum += Forward(layer);
        return sum;
    }

    /// <summary>Of training with one sample: forward, gradients of all kernels, gradients of all values but what went in.</summary>
    public static double Training(Network network) => (3 * Scoring(network)) - Inputs(network.Layers[0]);

    private static double Forward(Layer layer) => Inputs(layer) + (layer is LstmLayer lstm ? Recurrent(lstm) : 0);

    // Input by kernel.
    private static double Inputs(Layer layer) => layer switch
    {
        DenseLayer => 2e-9 * layer.InputSteps * layer.Inputs * layer.Outputs,
        LstmLayer => 2e-9 * layer.InputSteps * layer.Inputs * 4 * layer.Outputs,
        UpSampledConvolutionLayer up => 2e-9 * Reached(up.OutputSteps, up.OutputSteps, up.Width, 1, up.Padding) * up.Inputs * up.Outputs,
        ConvolutionLayer conv => 2e-9 * Reached(conv.InputSteps, conv.OutputSteps, conv.Width, conv.Stride, conv.Padding) * conv.Inputs * conv.Outputs,
        MaxPoolLayer => 0,
        _ => throw new ArgumentException($"The work of {layer.Kind} is not known here.", nameof(layer)),
    };

    // Pairs of an output step and a tap that meets an input step.
    private static int Reached(int steps, int outputSteps, int width, int stride, StepPadding padding)
    {
        var left = ConvolutionLayer.LeftOf(steps, width, stride, padding);
        return Enumerable.Range(0, outputSteps).Sum(output => Enumerable.Range(0, width).Count(tap => (output * stride) + tap - left is var input && input >= 0 && input < steps));
    }

    // The first hidden state is zero and meets no product.
    private static double Recurrent(LstmLayer layer) => 2e-9 * (layer.Steps - 1) * layer.Outputs * 4 * layer.Outputs;
}
