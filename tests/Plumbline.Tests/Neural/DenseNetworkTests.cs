using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Neural;

public sealed class DenseNetworkTests
{
    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Loss_and_gradients_agree_with_double_precision_finite_differences(Activation activation)
    {
        // Widths on either side of a whole panel; the last layer is activated too.
        var network = Network.Create(DenseLayer.Chain(11, [(17, activation), (5, activation), (19, activation)]), new Random(3));
        for (var i = 0; i < 3; i++)
            foreach (var k in Enumerable.Range(0, network.Layers[i].Outputs)) network.ParametersOf(i)[network.Layers[i].Blocks[1].IndexOf(k)] = 0.05f;
        var (inputs, targets) = (Rows(6, 11, seed: 4), Rows(6, 19, seed: 5));
        var pass = new Backpropagation(network, sample => inputs[sample], sample => targets[sample], batchSize: 8);

        var loss = pass.LossAndGradients([0, 1, 2, 3, 4, 5]) / inputs.Length;

        var naive = new NaiveDenseNetwork(network);
        var (exactInputs, exactTargets) = (Doubles(inputs), Doubles(targets));
        Assert.Equal(naive.Loss(exactInputs, exactTargets), loss, 1e-6);
        var gradients = network.Tensors(pass.Gradients);
        var index = 0;
        foreach (var expected in naive.Gradients(exactInputs, exactTargets))
        {
            var actual = gradients[index++].Values.Span;
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6);
        }
        Assert.Equal(6, index);
    }

    [Fact]
    public void Padding_gets_no_gradient_and_so_never_comes_alive()
    {
        var network = Network.Create(DenseLayer.Chain(5, [(3, Activation.Sigmoid), (5, Activation.Sigmoid)]), new Random(1));
        var rows = Rows(4, 5, seed: 2);
        SampleSource source = sample => rows[sample];
        var pass = new Backpropagation(network, source, source, 4);
        pass.LossAndGradients([0, 1, 2, 3]);
        var alive = 0;
        foreach (var gradient in pass.Gradients) alive += gradient != 0 ? 1 : 0;
        Assert.Equal(network.ParameterCount, alive);
    }

    [Fact]
    public void A_batch_of_several_chunks_has_the_mean_gradients_of_all_its_rows()
    {
        var network = Network.Create(DenseLayer.Chain(7, [(18, Activation.Tanh), (7, Activation.Linear)]), new Random(3));
        var rows = Rows(150, 7, seed: 4);
        SampleSource source = sample => rows[sample];
        var whole = new Backpropagation(network, source, source, 150);
        var loss = whole.LossAndGradients([.. Enumerable.Range(0, 150)]);
        var one = new Backpropagation(network, source, source, 1);
        var (sum, losses) = (new double[network.Parameters.Length], 0.0);
        for (var row = 0; row < 150; row++)
        {
            losses += one.LossAndGradients([row]);
            for (var i = 0; i < sum.Length; i++) sum[i] += one.Gradients[i];
        }
        Assert.Equal(losses, loss, 1e-4);
        Assert.Equal(loss, whole.Loss([.. Enumerable.Range(0, 150)]));
        for (var i = 0; i < sum.Length; i++) Assert.Equal(sum[i] / 150, whole.Gradients[i], 1e-7);
    }

    [Fact]
    public void A_row_gives_the_same_bits_alone_and_anywhere_in_any_batch()
    {
        var network = Network.Create(DenseLayer.Chain(23, [(40, Activation.Relu), (7, Activation.Tanh), (23, Activation.Linear)]), new Random(6));
        var rows = Rows(150, 23, seed: 7);
        var alone = Array.ConvertAll(rows, row => Forward(network, row));
        for (var count = 1; count <= rows.Length; count += count < 20 ? 1 : 13)
        {
            foreach (var start in new[] { 0, rows.Length - count })
            {
                var together = Forward(network, [.. rows.Skip(start).Take(count).SelectMany(row => row)]);
                for (var row = 0; row < count; row++)
                    Assert.True(alone[start + row].AsSpan().SequenceEqual(together.AsSpan(row * 23, 23)), $"row {row} of {count}");
            }
        }
    }

    [Fact]
    public void Outputs_agree_with_double_precision()
    {
        var network = Network.Create(DenseLayer.Chain(159, [(64, Activation.Relu), (159, Activation.Linear)]), new Random(8));
        var row = Rows(1, 159, seed: 9)[0];
        var expected = new NaiveDenseNetwork(network).Forward(Array.ConvertAll(row, value => (double)value));
        var actual = Forward(network, row);
        for (var i = 0; i < 159; i++) Assert.Equal(expected[i], actual[i], 2e-6);
    }

    [Fact]
    public void One_batch_can_be_learnt_by_heart()
    {
        var network = Network.Create(DenseLayer.Chain(12, [(32, Activation.Tanh), (12, Activation.Linear)]), new Random(1));
        var rows = Rows(8, 12, seed: 2);
        var options = new TrainingOptions { BatchSize = 8, Epochs = 2_000, ValidationShare = 0, Patience = null, LearningRate = 0.01 };
        SampleSource source = sample => rows[sample];
        var history = Trainer.Fit(network, source, source, 8, options, new Random(3), null, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(history.Best.TrainingLoss < 1e-6, $"loss {history.Best.TrainingLoss}");
    }

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

    private static float[] Forward(Network network, float[] rows)
    {
        var outputs = new float[rows.Length / network.InputLength * network.OutputLength];
        network.Forward(rows, outputs);
        return outputs;
    }

    private static float[][] Rows(int count, int width, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
    }

    private static double[][] Doubles(float[][] rows) => Array.ConvertAll(rows, row => Array.ConvertAll(row, value => (double)value));
}
