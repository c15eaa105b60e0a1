using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class ChainLayerTests : TrainingContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create(
        [
            new DenseLayer(3, 2, 4, Activation.Tanh),
            new ChainLayer(new LstmLayer(3, 4, 18, Activation.Tanh, new() { Result = RecurrentResult.Last }), new DropoutLayer(1, 18, 0.2), new GaussianLatentLayer(1, 9, 0.2),
                new LstmLayer(3, 9, 3, Activation.Tanh, new() { Input = RecurrentInput.Repeated })),
            new DenseLayer(3, 3, 2, Activation.Tanh),
        ], new Random(3)),
        Network.Create([new ChainLayer(new DenseLayer(1, 3, 5, Activation.Tanh))], new Random(3)),
    ];

    private protected override Network Learner =>
        Network.Create([new ChainLayer(new DenseLayer(1, 12, 32, Activation.Tanh), new DenseLayer(1, 32, 12, Activation.Linear))], new Random(1));

    [Fact]
    public void Its_tensors_are_named_as_in_a_network_of_their_own() =>
        Assert.Equal(["chain_0.dense_0.kernel", "chain_0.dense_0.bias", "chain_0.layer_normalisation_1.gamma", "chain_0.layer_normalisation_1.beta"],
            new Network([new ChainLayer(new DenseLayer(1, 3, 5, Activation.Tanh), new LayerNormalisationLayer(1, 5))]).Tensors().Select(tensor => tensor.Name));
}
