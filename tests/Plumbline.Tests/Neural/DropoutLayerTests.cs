using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class DropoutLayerTests : TrainingContract
{
    private const int Steps = 4;
    private const int Width = 32;
    private const int Rows = 64;
    private static readonly float[] Ones = [.. Enumerable.Repeat(1f, Steps * Rows * Width)];

    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(2, 5, 18, Activation.Tanh), new DropoutLayer(2, 18, 0.3), new DenseLayer(2, 18, 3, Activation.Tanh)], new Random(3)),
        Network.Create([new DropoutLayer(3, 5, 0.4, stepsShare: true), new LstmLayer(3, 5, 4, Activation.Tanh)], new Random(3)),
    ];

    private protected override Network Learner =>
        Network.Create([new DenseLayer(1, 12, 48, Activation.Tanh), new DropoutLayer(1, 48, 0.01), new DenseLayer(1, 48, 12, Activation.Linear)], new Random(1));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_share_that_is_left_is_one_less_the_rate_and_the_mean_stays(double rate)
    {
        var outputs = new LayerRun(new DropoutLayer(Steps, Width, rate), Ones, Rows, Noise.Of(5)).Outputs;
        var deviation = Math.Sqrt(rate * (1 - rate) / outputs.Length); // of the share
        Assert.Equal(1 - rate, outputs.Count(value => value != 0) / (double)outputs.Length, 4 * deviation);
        Assert.Equal(1, outputs.Average(value => (double)value), (4 * deviation / (1 - rate)) + 1e-6);
        Assert.All(outputs.Where(value => value != 0), value => Assert.Equal((float)(1 / (1 - rate)), value));
    }

    [Fact]
    public void The_same_noise_gives_the_same_mask_and_another_one_another()
    {
        float[] Mask(int seed) => new LayerRun(new DropoutLayer(Steps, Width, 0.5), Ones, Rows, Noise.Of(seed)).Outputs;
        Assert.Equal(Mask(5), Mask(5));
        var same = Mask(5).Zip(Mask(6)).Count(pair => pair.First == pair.Second) / (double)Ones.Length;
        Assert.InRange(same, 0.45, 0.55);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_go_back_through_the_mask_that_values_went_forward_through(bool stepsShare)
    {
        var run = new LayerRun(new DropoutLayer(Steps, Width, 0.5, stepsShare), Ones, Rows, Noise.Of(5));
        Assert.Equal(run.Outputs, run.Backward((float[])Ones.Clone()));
    }

    [Fact]
    public void A_shared_mask_is_the_same_at_all_steps_of_a_row_and_another_for_each_row()
    {
        var steps = new LayerRun(new DropoutLayer(Steps, Width, 0.5, stepsShare: true), Ones, Rows, Noise.Of(5)).Outputs.Chunk(Rows * Width).ToArray();
        Assert.All(steps, step => Assert.Equal(steps[0], step));
        var rows = steps[0].Chunk(Width).ToArray();
        Assert.Equal(Rows, rows.Select(row => string.Join(' ', row)).Distinct().Count());
        var alone = new LayerRun(new DropoutLayer(Steps, Width, 0.5), Ones, Rows, Noise.Of(5)).Outputs.Chunk(Rows * Width).ToArray();
        Assert.NotEqual(alone[0], alone[1]);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 5)]
    [InlineData(2, 16)]
    public void Scoring_changes_no_bit(int steps, int width)
    {
        var network = new Network([new DropoutLayer(steps, width, 0.9)]);
        var samples = NetworkCheck.Samples(70, steps * width, seed: 3).SelectMany(sample => sample).ToArray();
        Assert.Equal(samples, NetworkCheck.Forward(network, samples));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Rates_that_are_no_probability_below_one_are_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(rate), () => new DropoutLayer(1, 2, rate));
}
