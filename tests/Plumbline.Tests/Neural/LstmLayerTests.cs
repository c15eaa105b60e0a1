using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Neural;

public sealed class LstmLayerTests
{
    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Linear)]
    public void Loss_and_gradients_agree_with_double_precision_finite_differences(Activation activation)
    {
        // An encoder of two layers, its state repeated to a decoder, a dense layer at each step; widths on either side of a panel.
        const int Steps = 4;
        var network = Network.Create(
        [
            new LstmLayer(Steps, 3, Steps, 5, activation, returnsSequence: true),
            new LstmLayer(Steps, 5, Steps, 17, activation, returnsSequence: false),
            new LstmLayer(1, 17, Steps, 4, activation, returnsSequence: true),
            new DenseLayer(Steps, 4, 3, Activation.Tanh),
        ], new Random(3));
        var (inputs, targets) = (Samples(5, Steps * 3, seed: 4), Samples(5, Steps * 3, seed: 5));
        var pass = new Backpropagation(network, sample => inputs[sample], sample => targets[sample], batchSize: 5);

        var loss = pass.LossAndGradients([0, 1, 2, 3, 4]) / 5;

        var naive = new NaiveNetwork(network, new(true, 5, Steps, activation), new(true, 17, Steps, activation, ReturnsSequence: false),
            new(true, 4, Steps, activation), new(false, 3, Steps, Activation.Tanh));
        var (exactInputs, exactTargets) = (Array.ConvertAll(inputs, sample => Exact(sample, 3)), Array.ConvertAll(targets, sample => Exact(sample, 3)));
        Assert.Equal(naive.Loss(exactInputs, exactTargets), loss, 1e-6);
        foreach (var (expected, actual) in naive.Gradients(exactInputs, exactTargets).Zip(network.Tensors(pass.Gradients)))
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual.Values.Span[i], 1e-6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(6, 6)]
    public void Outputs_agree_with_double_precision(int inputSteps, int steps)
    {
        var network = Network.Create([new LstmLayer(inputSteps, 9, steps, 20, Activation.Tanh, returnsSequence: true)], new Random(8));
        var sample = Samples(1, inputSteps * 9, seed: 9)[0];
        var expected = new NaiveNetwork(network, new NaiveNetwork.Shape(true, 20, steps, Activation.Tanh)).Forward(Exact(sample, 9)).SelectMany(step => step).ToArray();
        var actual = Forward(network, sample);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6);
    }

    [Fact]
    public void Every_register_width_gives_the_same_bits()
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            var expected = Cell<Lanes512>(activation);
            Assert.Equal(expected, Cell<Lanes256>(activation));
            Assert.Equal(expected, Cell<Lanes128>(activation));
        }

        static float[] Cell<T>(Activation activation) where T : struct, ILanes<T>
        {
            const int Rows = 3, Units = 32, Length = Rows * Units;
            var numbers = Samples(9, 4 * Length, seed: 1);
            var memory = new LstmMemory
            {
                Rows = Rows,
                Units = Units,
                Gates = numbers[0],
                GateLayout = PanelLayout.Packed(Rows, 4 * Units),
                Before = numbers[1].AsSpan(0, Length),
                Cells = numbers[2].AsSpan(0, Length),
                Activated = numbers[3].AsSpan(0, Length),
            };
            LstmCell.Forward<T>(activation, memory, numbers[4]);
            float[] forward = [.. numbers.SelectMany(each => each)];
            LstmCell.Backward<T>(activation, memory, numbers[5], numbers[6], numbers[7]);
            return [.. forward, .. numbers.SelectMany(each => each)];
        }
    }

    [Fact]
    public void A_sample_gives_the_same_bits_alone_and_anywhere_in_any_batch()
    {
        var network = Autoencoder(steps: 5, signals: 7, units: 18);
        var samples = Samples(70, 35, seed: 7);
        var alone = Array.ConvertAll(samples, sample => Forward(network, sample));
        foreach (var count in new[] { 2, 3, 5, 8, 13, 63, 64, 65, 70 })
        {
            var together = Forward(network, [.. samples.Take(count).SelectMany(sample => sample)]);
            for (var i = 0; i < count; i++) Assert.True(alone[i].AsSpan().SequenceEqual(together.AsSpan(i * 35, 35)), $"sample {i} of {count}");
        }
    }

    [Fact]
    public void A_batch_of_several_chunks_has_the_mean_gradients_of_all_its_samples()
    {
        var network = Autoencoder(steps: 3, signals: 4, units: 6);
        var samples = Samples(130, 12, seed: 4);
        SampleSource source = sample => samples[sample];
        var whole = new Backpropagation(network, source, source, 130);
        whole.LossAndGradients([.. Enumerable.Range(0, 130)]);
        var one = new Backpropagation(network, source, source, 1);
        var sum = new double[network.Parameters.Length];
        for (var sample = 0; sample < 130; sample++)
        {
            one.LossAndGradients([sample]);
            for (var i = 0; i < sum.Length; i++) sum[i] += one.Gradients[i];
        }
        for (var i = 0; i < sum.Length; i++) Assert.Equal(sum[i] / 130, whole.Gradients[i], 1e-7);
    }

    [Fact]
    public void Padding_gets_no_gradient_and_so_never_comes_alive()
    {
        var network = Autoencoder(steps: 3, signals: 4, units: 6, Activation.Sigmoid);
        var samples = Samples(3, 12, seed: 4);
        SampleSource source = sample => samples[sample];
        var pass = new Backpropagation(network, source, source, 3);
        pass.LossAndGradients([0, 1, 2]);
        var alive = 0;
        foreach (var gradient in pass.Gradients) alive += gradient != 0 ? 1 : 0;
        Assert.Equal(network.ParameterCount, alive);
    }

    [Fact]
    public void One_batch_can_be_learnt_by_heart()
    {
        var network = Autoencoder(steps: 4, signals: 3, units: 24);
        var samples = Samples(4, 12, seed: 2);
        var options = new TrainingOptions { BatchSize = 4, Epochs = 800, ValidationShare = 0, Patience = null, LearningRate = 0.02 };
        SampleSource source = sample => samples[sample];
        var history = Trainer.Fit(network, source, source, 4, options, new Random(3), null, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(history.Best.TrainingLoss < 1e-3, $"loss {history.Best.TrainingLoss}");
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var network = Autoencoder(steps: 4, signals: 3, units: 8);
        var samples = Samples(4, 12, seed: 2);
        SampleSource source = sample => samples[sample];
        var pass = new Backpropagation(network, source, source, 4);
        var output = new float[12];
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                pass.LossAndGradients([0, 1, 2, 3]);
                network.Forward(samples[i % 4], output);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Fact]
    public void First_parameters_are_those_of_Keras()
    {
        var tensors = Network.Create([new LstmLayer(2, 5, 2, 12, Activation.Tanh, returnsSequence: false)], new Random(1)).Tensors();
        Assert.Equal(["lstm_0.kernel", "lstm_0.recurrent_kernel", "lstm_0.bias"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([[5, 48], [12, 48], [48]], tensors.Select(tensor => tensor.Shape.ToArray()));
        var limit = Math.Sqrt(6.0 / (5 + 48));
        Assert.InRange(tensors[0].Values.ToArray().Max(), 0.95 * limit, limit);
        Assert.Equal([.. Enumerable.Repeat(0f, 12), .. Enumerable.Repeat(1f, 12), .. Enumerable.Repeat(0f, 24)], tensors[2].Values.ToArray());
        var rows = tensors[1].Values.ToArray().Chunk(48).ToArray();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) Assert.Equal(i == j ? 1 : 0, rows[i].Zip(rows[j], (x, y) => (double)x * y).Sum(), 1e-6);
    }

    [Fact]
    public void Input_steps_that_are_neither_one_nor_all_are_refused() =>
        Assert.Throws<ArgumentException>("inputSteps", () => new LstmLayer(2, 3, 4, 5, Activation.Tanh, returnsSequence: true));

    private static Network Autoencoder(int steps, int signals, int units, Activation activation = Activation.Tanh) => Network.Create(
    [
        new LstmLayer(steps, signals, steps, units, activation, returnsSequence: false),
        new LstmLayer(1, units, steps, units, activation, returnsSequence: true),
        new DenseLayer(steps, units, signals, Activation.Linear),
    ], new Random(6));

    private static float[] Forward(Network network, float[] samples)
    {
        var outputs = new float[samples.Length / network.InputLength * network.OutputLength];
        network.Forward(samples, outputs);
        return outputs;
    }

    private static float[][] Samples(int count, int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
    }

    private static double[][] Exact(float[] sample, int width) => [.. sample.Select(value => (double)value).Chunk(width)];
}
