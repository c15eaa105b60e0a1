using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class TransposeLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(3, 5, 4, Activation.Tanh), new TransposeLayer(3, 4), new DenseLayer(4, 3, 2, Activation.Tanh)], new Random(3)),
        Network.Create([new TransposeLayer(18, 3), new DenseLayer(3, 18, 17, Activation.Tanh), new TransposeLayer(3, 17)], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new TransposeLayer(4, 3),
        new DenseLayer(3, 4, 24, Activation.Tanh),
        new DenseLayer(3, 24, 4, Activation.Linear),
        new TransposeLayer(3, 4),
    ], new Random(1));

    [Fact]
    public void Steps_become_features_and_twice_is_nothing()
    {
        float[] sample = [1, 2, 3, 4, 5, 6];
        Assert.Equal([1, 4, 2, 5, 3, 6], NetworkCheck.Forward(new Network([new TransposeLayer(2, 3)]), sample));
        Assert.Equal(sample, NetworkCheck.Forward(new Network([new TransposeLayer(2, 3), new TransposeLayer(3, 2)]), sample));
    }
}
