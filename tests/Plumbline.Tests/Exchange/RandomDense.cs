using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Exchange;

/// <summary>Dense autoencoders with weights of a seed, and windows for them.</summary>
internal static class RandomDense
{
    public static Autoencoder Model(int windowLength, int signalCount, int[] units, Activation activation, int seed = 1)
    {
        var options = new DenseAutoencoderOptions { Window = windowLength, Units = units, Activation = activation };
        var (random, tensors) = (new Random(seed), new List<Tensor>());
        foreach (var layer in options.Layers(windowLength, signalCount))
        {
            var (inputs, outputs) = (layer.Inputs, layer.Outputs);
            tensors.Add(new Tensor($"dense_{tensors.Count / 2}.kernel", [inputs, outputs], Values(random, inputs * outputs, 1 / Math.Sqrt(inputs))));
            tensors.Add(new Tensor($"dense_{tensors.Count / 2}.bias", [outputs], Values(random, outputs, 0.3)));
        }
        return Autoencoder.FromTensors(windowLength, signalCount, options, tensors);
    }

    public static float[] Windows(int count, IWindowModel model, int seed = 2) =>
        Values(new Random(seed), count * model.WindowLength * model.SignalCount, 1.5);

    public static float[] Reconstructions(IReconstructionModel model, float[] windows)
    {
        var reconstructions = new float[windows.Length];
        model.Reconstruct(windows, reconstructions);
        return reconstructions;
    }

    private static float[] Values(Random random, int count, double limit)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(((2 * random.NextDouble()) - 1) * limit);
        return values;
    }
}
