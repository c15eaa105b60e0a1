using Plumbline.Neural;
using Plumbline.Neural.Layers;

namespace Plumbline.Bench;

/// <summary>Billions of float operations in the products of a network, two for each multiply-add: what the result needs, however it is computed.</summary>
/// <remarks>Activations, losses and optimisers are left out, so shares of the peak are a little too low rather than too high. An input that an
/// LSTM repeats at every step is counted once; PyTorch and ONNX Runtime multiply it at every step and so do more than is counted.</remarks>
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
        _ => throw new ArgumentException($"The work of {layer.Kind} is not known here.", nameof(layer)),
    };

    // The first hidden state is zero and meets no product.
    private static double Recurrent(LstmLayer layer) => 2e-9 * (layer.Steps - 1) * layer.Outputs * 4 * layer.Outputs;
}
