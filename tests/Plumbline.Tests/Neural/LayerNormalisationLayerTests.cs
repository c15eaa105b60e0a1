using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class LayerNormalisationLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(2, 5, 18, Activation.Tanh), new LayerNormalisationLayer(2, 18), new DenseLayer(2, 18, 3, Activation.Tanh)], new Random(3)),
        Network.Create([new LayerNormalisationLayer(3, 5, 0.1), new DenseLayer(3, 5, 24, Activation.Tanh), new LayerNormalisationLayer(3, 24)], new Random(3)),
        Network.Create([new DenseLayer(1, 3, 1, Activation.Tanh), new LayerNormalisationLayer(1, 1)], new Random(3)),
    ];

    private protected override Network Learner =>
        Network.Create([new DenseLayer(1, 12, 32, Activation.Tanh), new LayerNormalisationLayer(1, 32), new DenseLayer(1, 32, 12, Activation.Linear)], new Random(1));

    [Fact]
    public void Each_step_of_each_row_gets_mean_0_and_variance_1_whatever_lies_in_the_padding()
    {
        const int Steps = 2, Width = 20, Rows = 3, Padded = 32;
        var random = new Random(2);
        var inputs = Enumerable.Range(0, Steps * Rows * Padded).Select(i => i % Padded < Width ? (float)(7 + (2 * random.NextDouble())) : 1e4f).ToArray();
        var run = new LayerRun(new LayerNormalisationLayer(Steps, Width, epsilon: 1e-6), inputs, Rows, default);
        Assert.All(run.Outputs.Chunk(Padded), row =>
        {
            Assert.Equal(0, row[..Width].Average(value => (double)value), 1e-5);
            Assert.Equal(1, row[..Width].Average(value => (double)value * value), 1e-4);
        });
        var gradients = run.Backward([.. Enumerable.Range(0, inputs.Length).Select(i => i % Padded < Width ? 0.1f * (i % 7) : 0)]);
        Assert.All(run.Gradients.Chunk(Padded).Concat(gradients.Chunk(Padded)), row => Assert.All(row[Width..], gradient => Assert.Equal(0, gradient)));
    }

    [Fact]
    public void An_epsilon_out_of_range_is_refused() => Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new LayerNormalisationLayer(1, 2, -1));
}
