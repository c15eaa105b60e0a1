using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>As <see cref="RecordedTests"/>, for layers that normalise.</summary>
public sealed class RecordedNormalisationTests
{
    private const int Count = 6;
    private const int Steps = 3;
    private const int Units = 5;
    private static readonly float[] Inputs = RecordedTests.Wave(0.9, 0.1, Count * Steps * 4);
    private static readonly float[] Targets = RecordedTests.Wave(0.8, 0.2, Count * Steps * 2);
    private static readonly int[] All = [.. Enumerable.Range(0, Count)];

    [Fact]
    public void Batch_normalisation_trains_as_in_PyTorch()
    {
        var network = Around(new BatchNormalisationLayer(Steps, Units));
        using var pass = Pass(network);
        var loss = pass.LossAndGradients(All, Noise.Of(1)) / Count;
        var tensors = network.Tensors(pass.Gradients).Where((_, i) => i is not (4 or 5));
        Same("Training", [[(float)loss], .. tensors.Select(Values), Values(network.Tensors()[4]), Values(network.Tensors()[5])]);
    }

    [Fact]
    public void Batch_normalisation_scores_as_in_PyTorch()
    {
        var network = Around(new BatchNormalisationLayer(Steps, Units));
        using var pass = Pass(network);
        var loss = pass.LossAndGradients(All) / Count;
        var tensors = network.Tensors(pass.Gradients).Where((_, i) => i is not (4 or 5));
        Same("Scoring", [[(float)loss], .. tensors.Select(Values), NetworkCheck.Forward(network, Inputs)]);
    }

    [Fact]
    public void Layer_normalisation_goes_forward_and_back_as_in_PyTorch()
    {
        var network = Around(new LayerNormalisationLayer(Steps, Units));
        using var pass = Pass(network);
        var loss = pass.LossAndGradients(All) / Count;
        Same("Layer", [[(float)loss], .. network.Tensors(pass.Gradients).Select(Values), NetworkCheck.Forward(network, Inputs)]);
    }

    private static Network Around(Layer layer)
    {
        var network = new Network([new DenseLayer(Steps, 4, Units, Activation.Tanh), layer, new DenseLayer(Steps, Units, 2, Activation.Linear)]);
        network.Load(network.Tensors().Select(tensor => tensor with
        {
            Values = tensor.Name.Split('.')[1] switch
            {
                "gamma" => Wave(1, 0.3, 4),
                "beta" => Wave(0, 0.3, 5),
                "moving_mean" => Wave(0, 0.2, 6),
                "moving_variance" => Wave(1, 0.5, 7),
                "kernel" => RecordedTests.Wave(0.5, tensor.Name == "dense_0.kernel" ? 0 : 2, tensor.Values.Length),
                _ => RecordedTests.Wave(0.3, tensor.Name == "dense_0.bias" ? 1 : 3, tensor.Values.Length),
            },
        }));
        return network;

        static float[] Wave(float offset, double scale, double phase) => Array.ConvertAll(RecordedTests.Wave(scale, phase, Units), value => offset + value);
    }

    private static Backpropagation Pass(Network network) =>
        new(network, sample => Inputs.AsSpan(sample * Steps * 4, Steps * 4), sample => Targets.AsSpan(sample * Steps * 2, Steps * 2), Count);

    private static float[] Values(Tensor tensor) => tensor.Values.ToArray();

    private static void Same(string name, float[][] actual)
    {
        var recorded = RecordedTests.Recorded("normalisation.txt").Where(line => line.Case == name).ToArray();
        Assert.Equal(recorded.Length, actual.Length);
        for (var i = 0; i < recorded.Length; i++)
        {
            Assert.Equal(recorded[i].Values.Length, actual[i].Length);
            for (var k = 0; k < actual[i].Length; k++) Assert.Equal(recorded[i].Values[k], actual[i][k], 1e-6);
        }
    }
}
