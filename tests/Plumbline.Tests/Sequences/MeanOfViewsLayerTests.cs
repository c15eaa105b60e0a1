using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Sequences;
using Plumbline.Tests.Neural;

namespace Plumbline.Tests.Sequences;

public sealed class MeanOfViewsLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(3, 5, 8, Activation.Tanh), new MeanOfViewsLayer(3, 4), new DenseLayer(3, 4, 2, Activation.Tanh)], new Random(3)),
        Network.Create([new DenseLayer(1, 4, 34, Activation.Tanh), new MeanOfViewsLayer(1, 17)], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new ParallelLayer([new DenseLayer(4, 3, 24, Activation.Tanh), new DenseLayer(4, 24, 3, Activation.Linear)], [new DenseLayer(4, 3, 3, Activation.Linear)]),
        new MeanOfViewsLayer(4, 3),
    ], new Random(1));

    [Fact]
    public void Two_reconstructions_become_their_mean() =>
        Assert.Equal([2, 3, 6, 7], NetworkCheck.Forward(new Network([new MeanOfViewsLayer(2, 2)]), [1, 2, 3, 4, 5, 6, 7, 8]));
}
