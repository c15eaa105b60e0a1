using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class BatchNormalisationLayerTests : TrainingContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        Moved(Network.Create([new DenseLayer(2, 5, 18, Activation.Tanh), new BatchNormalisationLayer(2, 18), new DenseLayer(2, 18, 3, Activation.Tanh)], new Random(3))),
        Moved(Network.Create([new BatchNormalisationLayer(3, 5), new DenseLayer(3, 5, 4, Activation.Tanh), new BatchNormalisationLayer(3, 4, 0.9, 0.1)], new Random(3))),
    ];

    private protected override Network Learner =>
        Network.Create([new DenseLayer(1, 12, 32, Activation.Tanh), new BatchNormalisationLayer(1, 32), new DenseLayer(1, 32, 12, Activation.Linear)], new Random(1));

    [Fact]
    public void Training_brings_each_feature_to_mean_0_and_variance_1_whatever_lies_in_the_padding()
    {
        const int Steps = 3, Width = 5, Rows = 40, Padded = 16;
        var random = new Random(2);
        var inputs = Enumerable.Range(0, Steps * Rows * Padded).Select(i => i % Padded < Width ? (float)(3 + (i % Padded) + (2 * random.NextDouble())) : 1e4f).ToArray();
        var run = new LayerRun(new BatchNormalisationLayer(Steps, Width, epsilon: 1e-6), inputs, Rows, Noise.Of(1));
        var rows = run.Outputs.Chunk(Padded).ToArray();
        for (var i = 0; i < Width; i++)
        {
            Assert.Equal(0, rows.Average(row => (double)row[i]), 1e-5);
            Assert.Equal(1, rows.Average(row => (double)row[i] * row[i]), 1e-4);
        }
        run.Backward([.. Enumerable.Range(0, inputs.Length).Select(i => i % Padded < Width ? 0.1f : 0)]);
        Assert.All(run.Gradients.Chunk(Padded), block => Assert.All(block[Width..], gradient => Assert.Equal(0, gradient)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Moving_statistics_go_a_part_of_the_way_to_the_mean_of_the_chunks(int threads)
    {
        const int Steps = 2, Width = 3, Count = 100;
        var network = Moved(Network.Create([new BatchNormalisationLayer(Steps, Width, momentum: 0.8)], new Random(1)));
        var before = network.Tensors();
        var samples = NetworkCheck.Samples(Count, Steps * Width, seed: 6);
        using var pass = new Backpropagation(network, sample => samples[sample], sample => samples[sample], Count, threads: threads);
        pass.LossAndGradients([.. Enumerable.Range(0, Count)], Noise.Of(1));
        var after = network.Tensors();
        for (var i = 0; i < Width; i++)
        {
            var (mean, variance) = (0.0, 0.0);
            foreach (var chunk in samples.Chunk(Network.ChunkRows))
            {
                var values = chunk.SelectMany(sample => sample.Where((_, k) => k % Width == i)).ToArray();
                var own = values.Average(value => (double)value);
                mean += own * chunk.Length / Count;
                variance += values.Average(value => (value - own) * (value - own)) * chunk.Length / Count;
            }
            Assert.Equal((0.8 * before[2].Values.Span[i]) + (0.2 * mean), after[2].Values.Span[i], 1e-6);
            Assert.Equal((0.8 * before[3].Values.Span[i]) + (0.2 * variance), after[3].Values.Span[i], 1e-6);
        }
        Assert.All(network.Tensors(pass.Gradients).Skip(2), tensor => Assert.All(tensor.Values.ToArray(), gradient => Assert.Equal(0, gradient)));
        Assert.Equal(before.Take(2).SelectMany(tensor => tensor.Values.ToArray()), after.Take(2).SelectMany(tensor => tensor.Values.ToArray()));
    }

    [Fact]
    public void Gradients_without_noise_leave_the_moving_statistics()
    {
        foreach (var network in Networks)
        {
            var before = network.Parameters.ToArray();
            var samples = NetworkCheck.Samples(5, network.InputLength, seed: 6);
            var targets = NetworkCheck.Samples(5, network.OutputLength, seed: 7);
            using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 5);
            pass.LossAndGradients([0, 1, 2, 3, 4]);
            Assert.Equal(before, network.Parameters.ToArray());
        }
    }

    [Fact]
    public void A_network_that_was_trained_scores_with_the_statistics_of_its_data()
    {
        var random = new Random(4);
        float[][] samples = [.. Enumerable.Range(0, 256).Select(_ => new[] { (float)(5 + random.NextDouble()), (float)(-2 + (10 * random.NextDouble())) })];
        var network = Network.Create([new BatchNormalisationLayer(1, 2, momentum: 0.8), new DenseLayer(1, 2, 2, Activation.Linear)], new Random(1));
        var options = new TrainingOptions { Epochs = 10, BatchSize = 32, ValidationShare = 0, Patience = null, LearningRate = 1e-3 };
        Trainer.Fit(network, sample => samples[sample], sample => samples[sample], 256, options, new Random(1), new TrainingWatch(), CancellationToken.None);
        var tensors = network.Tensors();
        for (var i = 0; i < 2; i++)
        {
            var mean = samples.Average(sample => (double)sample[i]);
            var variance = samples.Average(sample => (sample[i] - mean) * (sample[i] - mean));
            Assert.Equal(mean, tensors[2].Values.Span[i], 0.15 * Math.Sqrt(variance));
            Assert.Equal(variance, tensors[3].Values.Span[i], 0.15 * variance);
        }
    }

    [Fact]
    public void None_of_it_is_a_kernel_that_penalties_and_decay_would_shrink() => Assert.Empty(new Network([new BatchNormalisationLayer(1, 4)]).KernelRanges());

    [Fact]
    public void It_starts_as_the_identity_with_the_defaults_of_Keras()
    {
        var network = Network.Create([new BatchNormalisationLayer(1, 3)], new Random(1));
        var tensors = network.Tensors();
        Assert.Equal(["gamma", "beta", "moving_mean", "moving_variance"], tensors.Select(tensor => tensor.Name.Split('.')[1]));
        Assert.Equal([1f, 0f, 0f, 1f], tensors.Select(tensor => tensor.Values.ToArray().Distinct().Single()));
        Assert.Equal([true, true, false, false], network.Layers[0].Blocks.Select(block => block.Trained));
        Assert.Equal(2 / Math.Sqrt(1.001), NetworkCheck.Forward(network, [2, 2, 2])[0], 1e-6);
    }

    [Fact]
    public void Momentum_and_epsilon_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new BatchNormalisationLayer(1, 2, momentum: 1));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new BatchNormalisationLayer(1, 2, epsilon: 0));
    }

    /// <summary>Each tensor's numbers moved by some, so that nothing is 0 or 1 by chance.</summary>
    private static Network Moved(Network network)
    {
        network.Load(network.Tensors().Select((tensor, at) =>
            tensor with { Values = tensor.Values.ToArray().Select((value, i) => value + (0.2f * MathF.Sin(at + i))).ToArray() }));
        return network;
    }
}
