using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class ActivityPenaltyLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(2, 5, 18, Activation.Tanh), new ActivityPenaltyLayer(2, 18, 0.1, 0.2), new DenseLayer(2, 18, 3, Activation.Tanh)], new Random(3)),
        Network.Create([new ActivityPenaltyLayer(3, 5, 0.1, 0), new DenseLayer(3, 5, 4, Activation.Tanh), new ActivityPenaltyLayer(3, 4, 0, 0.3)], new Random(3)),
    ];

    private protected override Network Learner =>
        Network.Create([new DenseLayer(1, 12, 32, Activation.Tanh), new ActivityPenaltyLayer(1, 32, 1e-6, 1e-6), new DenseLayer(1, 32, 12, Activation.Linear)], new Random(1));

    [Fact]
    public void Values_pass_unchanged_and_cost_their_size_and_square()
    {
        float[] values = [-2, 0, 3, .. Enumerable.Repeat(9f, 13)];
        var layer = new ActivityPenaltyLayer(1, 3, 0.5, 0.25);
        var run = new LayerRun(layer, values, 1, default);
        Assert.Equal(values[..3], run.Outputs[..3]);
        Assert.Equal((0.5 * 5) + (0.25 * 13), layer.Penalty(values, run.Outputs, default, 1), 1e-12);
        Assert.Equal([-1.5f, 0f, 2f, .. new float[13]], run.Backward(new float[16]));
    }

    [Fact]
    public void Penalties_below_zero_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("l1", () => new ActivityPenaltyLayer(1, 2, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("l2", () => new ActivityPenaltyLayer(1, 2, 0, double.NaN));
    }
}
