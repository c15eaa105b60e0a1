using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Neural;

/// <summary>A network against its plain double-precision twin, and what else every network must show.</summary>
internal static class NetworkCheck
{
    /// <summary>Loss and gradients of a few random samples against <see cref="NaiveNetwork"/>'s.</summary>
    public static void AgreesWithFiniteDifferences(Network network, LossKind loss = LossKind.MeanSquaredError, int samples = 5, double tolerance = 1e-6)
    {
        var last = network.Layers[^1];
        var targetWidth = Loss.Of(loss).TargetWidth(last.Outputs);
        var inputs = Samples(samples, network.InputLength, seed: 4);
        var targets = Samples(samples, last.OutputSteps * targetWidth, seed: 5);
        if (loss == LossKind.BinaryCrossEntropy) targets = Array.ConvertAll(targets, sample => Array.ConvertAll(sample, value => value > 0 ? 1f : 0f));
        using var pass = new Backpropagation(network, sample => inputs[sample], sample => targets[sample], samples, loss);
        var value = pass.LossAndGradients([.. Enumerable.Range(0, samples)]) / samples;

        var naive = new NaiveNetwork(network);
        var (exactInputs, exactTargets) = (Exact(inputs, network.Layers[0].Inputs), Exact(targets, targetWidth));
        Assert.Equal(naive.Loss(exactInputs, exactTargets, loss), value, tolerance);
        foreach (var (expected, actual) in naive.Gradients(exactInputs, exactTargets, loss).Zip(network.Tensors(pass.Gradients)))
        {
            Assert.Equal(expected.Length, actual.Values.Length);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual.Values.Span[i]) <= tolerance, $"{actual.Name}[{i}]: {expected[i]} by differences, {actual.Values.Span[i]} calculated");
        }
    }

    /// <summary>Outputs of a random sample against <see cref="NaiveNetwork"/>'s.</summary>
    public static void GoesForwardAsInDoublePrecision(Network network, double tolerance = 1e-6)
    {
        var sample = Samples(1, network.InputLength, seed: 9);
        var expected = new NaiveNetwork(network).Forward(Exact(sample, network.Layers[0].Inputs)[0]).SelectMany(step => step).ToArray();
        var actual = Forward(network, sample[0]);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    /// <summary>A sample's outputs do not depend, to the bit, on the samples around it.</summary>
    public static void GivesTheSameBitsAloneAndInAnyBatch(Network network)
    {
        var (length, outputLength) = (network.InputLength, network.OutputLength);
        var samples = Samples(70, length, seed: 7);
        var alone = Array.ConvertAll(samples, sample => Forward(network, sample));
        foreach (var count in new[] { 2, 3, 5, 8, 13, 63, 64, 65, 70 })
        {
            var together = Forward(network, [.. samples.Take(count).SelectMany(sample => sample)]);
            for (var i = 0; i < count; i++) Assert.True(alone[i].AsSpan().SequenceEqual(together.AsSpan(i * outputLength, outputLength)), $"sample {i} of {count}");
        }
    }

    /// <summary>A batch of several chunks, on one thread and on two, has the mean gradients of its samples.</summary>
    public static void AddsUpChunks(Network network)
    {
        var samples = Samples(130, network.InputLength, seed: 4);
        var targets = Samples(130, network.OutputLength, seed: 5);
        int[] all = [.. Enumerable.Range(0, 130)];
        using var whole = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 130);
        using var shared = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 130, threads: 2);
        using var one = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 1);
        whole.LossAndGradients(all);
        shared.LossAndGradients(all);
        var sum = new double[network.Parameters.Length];
        foreach (var sample in all)
        {
            one.LossAndGradients([sample]);
            for (var i = 0; i < sum.Length; i++) sum[i] += one.Gradients[i];
        }
        for (var i = 0; i < sum.Length; i++)
        {
            Assert.Equal(sum[i] / 130, whole.Gradients[i], 1e-6);
            Assert.Equal(sum[i] / 130, shared.Gradients[i], 1e-6);
        }
    }

    /// <summary>Padding gets no gradient and so never comes alive.</summary>
    public static void LeavesPaddingAlone(Network network)
    {
        var samples = Samples(3, network.InputLength, seed: 4);
        var targets = Samples(3, network.OutputLength, seed: 5);
        using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 3);
        pass.LossAndGradients([0, 1, 2]);
        var inside = network.Tensors(pass.Gradients).Sum(tensor => tensor.Values.ToArray().Count(value => value != 0));
        Assert.Equal(inside, pass.Gradients.ToArray().Count(value => value != 0));
    }

    /// <summary>Four samples are learnt until next to nothing is left of the loss.</summary>
    public static void LearnsOneBatchByHeart(Network network, double learningRate = 0.02, double leastLoss = 1e-3)
    {
        var samples = Samples(4, network.InputLength, seed: 2);
        var targets = network.InputLength == network.OutputLength ? samples : Samples(4, network.OutputLength, seed: 3);
        var options = new TrainingOptions { BatchSize = 4, Epochs = 800, ValidationShare = 0, Patience = null, LearningRate = learningRate };
        var history = Trainer.Fit(network, sample => samples[sample], sample => targets[sample], 4, options, new Random(3), new TrainingWatch(), CancellationToken.None);
        Assert.True(history.Best.TrainingLoss < leastLoss, $"loss {history.Best.TrainingLoss}");
    }

    /// <summary>Neither a training step nor scoring allocates.</summary>
    public static void AllocatesNothing(Network network)
    {
        var samples = Samples(4, network.InputLength, seed: 2);
        var targets = Samples(4, network.OutputLength, seed: 3);
        using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 4);
        var output = new float[network.OutputLength];
        // The least of a few runs: a collection that other tests cause may trim pools in between.
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

    public static float[] Forward(Network network, float[] samples)
    {
        var outputs = new float[samples.Length / network.InputLength * network.OutputLength];
        network.Forward(samples, outputs);
        return outputs;
    }

    /// <summary>Even between -1 and 1.</summary>
    public static float[][] Samples(int count, int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
    }

    private static double[][][] Exact(float[][] samples, int width) => [.. samples.Select(sample => sample.Select(value => (double)value).Chunk(width).ToArray())];
}
