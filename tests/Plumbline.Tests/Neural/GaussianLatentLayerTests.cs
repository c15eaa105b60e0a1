using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class GaussianLatentLayerTests : TrainingContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([new DenseLayer(1, 5, 6, Activation.Linear), new GaussianLatentLayer(1, 3, 0.3), new DenseLayer(1, 3, 5, Activation.Tanh)], new Random(3)),
        Network.Create([new DenseLayer(2, 4, 34, Activation.Tanh), new GaussianLatentLayer(2, 17, 0.01), new DenseLayer(2, 17, 2, Activation.Tanh)], new Random(3)),
        Network.Create([new GaussianLatentLayer(3, 2, 0), new DenseLayer(3, 2, 2, Activation.Tanh)], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new DenseLayer(1, 12, 32, Activation.Tanh),
        new DenseLayer(1, 32, 16, Activation.Linear),
        new GaussianLatentLayer(1, 8, 1e-6),
        new DenseLayer(1, 8, 32, Activation.Tanh),
        new DenseLayer(1, 32, 12, Activation.Linear),
    ], new Random(1));

    [Fact]
    public void Training_draws_around_the_mean_with_the_deviation_asked_for_and_scoring_gives_the_mean()
    {
        const int Steps = 3, Rows = 1_000;
        var inputs = Enumerable.Range(0, Steps * Rows).SelectMany(_ => Padded(0.5f, MathF.Log(0.04f))).ToArray();
        var layer = new GaussianLatentLayer(Steps, 1, 1);
        var values = new LayerRun(layer, inputs, Rows, Noise.Of(3)).Outputs.Where((_, i) => i % 16 == 0).ToArray();
        var mean = values.Average(value => (double)value);
        Assert.Equal(0.5, mean, 4 * 0.2 / Math.Sqrt(values.Length));
        Assert.Equal(0.2, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.01);
        Assert.All(new LayerRun(layer, inputs, Rows, default).Outputs.Where((_, i) => i % 16 == 0), value => Assert.Equal(0.5f, value));
    }

    [Theory]
    [InlineData(1e6f, 1)]
    [InlineData(-1e6f, -1)]
    public void A_log_variance_far_out_stays_finite_and_finds_back(float logVariance, int sign)
    {
        var layer = new GaussianLatentLayer(1, 1, 1);
        var inputs = Padded(0, logVariance);
        var run = new LayerRun(layer, inputs, 1, Noise.Of(3));
        Assert.True(float.IsFinite(run.Outputs[0]));
        Assert.True(double.IsFinite(layer.Penalty(inputs, run.Outputs, default, 1)));
        Assert.Equal(sign, Math.Sign(run.Backward(new float[16])[1]));
    }

    [Fact]
    public void Beta_for_a_mean_squared_error_makes_it_a_multiple_of_the_evidence_lower_bound()
    {
        Assert.Equal(2.0 / 336, GaussianLatentLayer.BetaFor(336), 1e-15);
        // Squared errors 3, 1, 0, 2 with a divergence of 1.7 and a decoder of variance .25.
        var (bound, loss) = (((3 + 1 + 0 + 2) / (2 * 0.25)) + (4 * 1.7), ((3 + 1 + 0 + 2) / 4.0) + (GaussianLatentLayer.BetaFor(4, beta: 4, variance: 0.25) * 1.7));
        Assert.Equal(bound * 2 * 0.25 / 4, loss, 1e-12);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_beta_that_weighs_nothing_sensible_is_refused(double beta) => Assert.Throws<ArgumentOutOfRangeException>(nameof(beta), () => new GaussianLatentLayer(1, 2, beta));

    private static float[] Padded(float mean, float logVariance) => [mean, logVariance, .. new float[14]];
}
