using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class DenseLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        .. Enum.GetValues<Activation>().Select(activation => Biased(Network.Create(DenseLayer.Chain(11, [(17, activation), (5, activation), (19, activation)]), new Random(3)))),
        Network.Create([new DenseLayer(3, 5, 18, Activation.Tanh), new DenseLayer(3, 18, 5, Activation.Linear)], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(DenseLayer.Chain(12, [(32, Activation.Tanh), (12, Activation.Linear)]), new Random(1));

    [Fact]
    public void The_lecture_s_network_agrees_with_double_precision() =>
        NetworkCheck.GoesForwardAsInDoublePrecision(Network.Create(DenseLayer.Chain(159, [(64, Activation.Relu), (159, Activation.Linear)]), new Random(8)), tolerance: 2e-6);

    [Fact]
    public void Initial_kernels_fill_the_range_of_Glorot_and_biases_are_zero()
    {
        var network = Network.Create(DenseLayer.Chain(159, [(64, Activation.Relu), (159, Activation.Linear)]), new Random(1));
        var limit = Math.Sqrt(6.0 / (159 + 64));
        var kernel = network.Tensors()[0].Values.ToArray();
        Assert.InRange(kernel.Max(), 0.99 * limit, limit);
        Assert.InRange(kernel.Min(), -limit, -0.99 * limit);
        Assert.Equal(limit * limit / 3, kernel.Average(value => (double)value * value), 0.02 * limit * limit);
        Assert.All(network.Tensors()[1].Values.ToArray(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused() =>
        Assert.Throws<ArgumentException>("layers", () => new Network([new DenseLayer(1, 3, 2, Activation.Linear), new DenseLayer(1, 3, 2, Activation.Linear)]));

    [Fact]
    public void Inputs_and_outputs_that_are_not_the_same_rows_are_refused()
    {
        var network = new Network(DenseLayer.Chain(3, [(2, Activation.Linear)]));
        Assert.Throws<ArgumentException>("inputs", () => network.Forward(new float[4], new float[2]));
        Assert.Throws<ArgumentException>("outputs", () => network.Forward(new float[6], new float[2]));
    }

    private static Network Biased(Network network)
    {
        for (var i = 0; i < network.Layers.Length; i++)
            foreach (var k in Enumerable.Range(0, network.Layers[i].Outputs)) network.ParametersOf(i)[network.Layers[i].Blocks[1].IndexOf(k)] = 0.05f;
        return network;
    }
}
