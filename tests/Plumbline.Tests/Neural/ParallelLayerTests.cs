using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class ParallelLayerTests : TrainingContract
{
    private static readonly int[] Few = [0, 1, 2, 3, 4];

    private protected override IReadOnlyList<Network> Networks =>
    [
        // A layer before, so that gradients by the inputs show; what trains otherwise, penalties and a tape within.
        Network.Create(
        [
            new DenseLayer(3, 2, 5, Activation.Tanh),
            new ParallelLayer(
                [new DenseLayer(3, 5, 4, Activation.Tanh), new BatchNormalisationLayer(3, 4), new DropoutLayer(3, 4, 0.3), new DenseLayer(3, 4, 3, Activation.Tanh)],
                [new TransposeLayer(3, 5), new DenseLayer(5, 3, 6, Activation.Softplus), new GaussianLatentLayer(5, 3, 0.1), new TransposeLayer(5, 3)],
                [new LstmLayer(3, 5, 4, Activation.Tanh), new ActivityPenaltyLayer(3, 4, 0, 0.1)]),
            new DenseLayer(3, 12, 2, Activation.Tanh),
        ], new Random(3)),
        Network.Create([new ParallelLayer([new DenseLayer(2, 3, 17, Activation.Tanh)], [new ParallelLayer([new DropoutLayer(2, 3, 0.5)], [new TransposeLayer(2, 3), new TransposeLayer(3, 2)])])], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new ParallelLayer([new DenseLayer(1, 12, 16, Activation.Tanh), new DenseLayer(1, 16, 8, Activation.Tanh)], [new DenseLayer(1, 12, 16, Activation.Sigmoid)]),
        new DenseLayer(1, 24, 12, Activation.Linear),
    ], new Random(1));

    [Theory]
    [InlineData(new[] { 64, 32, 16, 8, 64, 32, 16 }, 6_397, 8_422)]
    [InlineData(new[] { 64, 32, 16, 8, 16, 32, 64 }, 6_253, 9_478)]
    public void The_dense_pair_on_windows_of_30_x_5_is_one_network_with_the_published_parameters(int[] units, int time, int feature)
    {
        var pair = new Network([new ParallelLayer([.. Dense(30, 5)], [new TransposeLayer(30, 5), .. Dense(5, 30), new TransposeLayer(5, 30)])]);
        Assert.Equal(time + feature, pair.ParameterCount);
        var tensors = pair.Tensors();
        Assert.Equal(time, tensors.Where(tensor => tensor.Name.StartsWith("parallel_0.branch_0.", StringComparison.Ordinal)).Sum(tensor => tensor.Values.Length));
        Assert.Equal(feature, tensors.Where(tensor => tensor.Name.StartsWith("parallel_0.branch_1.", StringComparison.Ordinal)).Sum(tensor => tensor.Values.Length));
        Assert.Equal("parallel_0.branch_0.dense_0.kernel", tensors[0].Name);
        Assert.Equal("parallel_0.branch_1.dense_8.bias", tensors[^1].Name);
        Assert.Equal(30 * 10, pair.OutputLength);

        IEnumerable<Layer> Dense(int steps, int width)
        {
            int[] widths = [width, .. units, width];
            return widths.Zip(widths.Skip(1), (inputs, outputs) => new DenseLayer(steps, inputs, outputs, Activation.Relu));
        }
    }

    [Fact]
    public void One_branch_has_the_gradients_of_its_layers_to_the_bit_penalties_on_weights_included()
    {
        Layer[] layers =
        [
            new DenseLayer(2, 3, 5, Activation.Tanh),
            new LayerNormalisationLayer(2, 5),
            new LstmLayer(2, 5, 3, Activation.Tanh),
        ];
        var (plain, within) = (Network.Create(layers, new Random(5)), Network.Create([new ParallelLayer(layers)], new Random(5)));
        Assert.Equal(plain.Tensors().Select(tensor => $"parallel_0.branch_0.{tensor.Name}"), within.Tensors().Select(tensor => tensor.Name));
        var (expected, actual) = (Learnt(plain), Learnt(within));
        Assert.Equal(expected.Loss, actual.Loss, 1e-12); // penalties are added up in another order
        Assert.Equal(expected.Gradients.SelectMany(tensor => tensor.Values.ToArray()), actual.Gradients.SelectMany(tensor => tensor.Values.ToArray()));
    }

    [Fact]
    public void Statistics_within_are_settled()
    {
        var network = Network.Create([new ParallelLayer([new BatchNormalisationLayer(2, 3)], [new DenseLayer(2, 3, 1, Activation.Linear), new BatchNormalisationLayer(2, 1)])], new Random(5));
        var before = network.Tensors();
        var gradients = Learnt(network).Gradients;
        Assert.All(before.Zip(network.Tensors(), gradients).Where(at => at.First.Name.Contains("moving", StringComparison.Ordinal)), at =>
        {
            Assert.NotEqual(at.First.Values.ToArray(), at.Second.Values.ToArray());
            Assert.All(at.Third.Values.ToArray(), gradient => Assert.Equal(0, gradient));
        });
    }

    [Fact]
    public void Each_layer_within_has_noise_of_its_own()
    {
        var ones = Enumerable.Repeat(1f, 16 * 16).ToArray();
        var outputs = new LayerRun(new ParallelLayer([new DropoutLayer(1, 16, 0.5)], [new DropoutLayer(1, 16, 0.5)]), ones, 16, Noise.Of(2)).Outputs;
        Assert.NotEqual(outputs.Where((_, i) => i % 32 < 16), outputs.Where((_, i) => i % 32 >= 16));
        var twice = new LayerRun(new ChainLayer(new DropoutLayer(1, 16, 0.5), new DropoutLayer(1, 16, 0.5)), ones, 16, Noise.Of(2)).Outputs;
        Assert.InRange(twice.Count(value => value != 0) / 256.0, 0.15, 0.35);
    }

    [Fact]
    public void Branches_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>("branches", () => new ParallelLayer([new DenseLayer(3, 2, 2, Activation.Linear)], [new TransposeLayer(3, 2)]));
        Assert.Throws<ArgumentException>("branches", () => new ParallelLayer());
        Assert.Throws<ArgumentException>("layers", () => new ParallelLayer([[]]));
        Assert.Throws<ArgumentException>("layers", () => new ParallelLayer([new DenseLayer(1, 3, 2, Activation.Linear), new DenseLayer(1, 3, 2, Activation.Linear)]));
    }

    private static (double Loss, IReadOnlyList<Tensor> Gradients) Learnt(Network network)
    {
        var samples = NetworkCheck.Samples(Few.Length, network.InputLength, seed: 4);
        var targets = NetworkCheck.Samples(Few.Length, network.OutputLength, seed: 5);
        using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], Few.Length, penalty: new WeightPenalty(0.1, 0.2));
        var loss = pass.LossAndGradients(Few, Noise.Of(1));
        return (loss, network.Tensors(pass.Gradients));
    }
}
