using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class LossTests
{
    [Theory]
    [InlineData(LossKind.MeanSquaredError)]
    [InlineData(LossKind.MeanAbsoluteError)]
    [InlineData(LossKind.RootMeanSquaredError)]
    [InlineData(LossKind.Huber)]
    [InlineData(LossKind.BinaryCrossEntropy)]
    [InlineData(LossKind.Gaussian)]
    public void Value_and_gradients_agree_with_double_precision_finite_differences(LossKind kind)
    {
        foreach (var outputs in new[] { 2, 6, 8, 18, 40 })
        {
            var network = Network.Create([new DenseLayer(3, 4, outputs, kind == LossKind.BinaryCrossEntropy ? Activation.Sigmoid : Activation.Linear)], new Random(2));
            NetworkCheck.AgreesWithFiniteDifferences(network, kind, tolerance: 5e-6);
        }
    }

    [Theory]
    [InlineData(LossKind.MeanSquaredError)]
    [InlineData(LossKind.MeanAbsoluteError)]
    [InlineData(LossKind.RootMeanSquaredError)]
    [InlineData(LossKind.Huber)]
    public void A_perfect_output_has_no_loss_and_no_gradient(LossKind kind)
    {
        var (loss, gradients) = Evaluate(kind, [1, 2, 3], [1, 2, 3]);
        Assert.Equal(0, loss);
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void Known_values()
    {
        Assert.Equal((4 + 0.25 + 0) / 3, Evaluate(LossKind.MeanSquaredError, [3, 0.5f, 1], [1, 1, 1]).Loss, 1e-6);
        Assert.Equal((2 + 0.5 + 0) / 3, Evaluate(LossKind.MeanAbsoluteError, [3, 0.5f, 1], [1, 1, 1]).Loss, 1e-6);
        Assert.Equal(Math.Sqrt(4.25 / 3), Evaluate(LossKind.RootMeanSquaredError, [3, 0.5f, 1], [1, 1, 1]).Loss, 1e-6);
        Assert.Equal((1.5 + 0.125 + 0) / 3, Evaluate(LossKind.Huber, [3, 0.5f, 1], [1, 1, 1]).Loss, 1e-6);
        Assert.Equal(-(Math.Log(0.25) + Math.Log(0.5)) / 2, Evaluate(LossKind.BinaryCrossEntropy, [0.25f, 0.5f], [1, 0]).Loss, 1e-6);
        Assert.Equal((Math.Log(4) + 1) / 2, Evaluate(LossKind.Gaussian, [3, (float)Math.Log(4)], [1]).Loss, 1e-6);
    }

    [Fact]
    public void Probabilities_beyond_the_ends_and_variances_of_nothing_stay_finite()
    {
        var (loss, gradients) = Evaluate(LossKind.BinaryCrossEntropy, [-0.5f, 0, 1, 1.5f], [1, 1, 0, 0]);
        Assert.InRange(loss, 15, 17);
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
        (loss, gradients) = Evaluate(LossKind.Gaussian, [1, -200], [1.001f]);
        Assert.Equal((Math.Log(1e-6) + 1) / 2, loss, 1e-3);
        Assert.All(gradients, gradient => Assert.True(float.IsFinite(gradient)));
    }

    [Fact]
    public void Means_without_as_many_variances_are_refused() => Assert.Throws<ArgumentException>("outputs", () => Loss.Of(LossKind.Gaussian).TargetWidth(3));

    [Fact]
    public void Weight_penalties_count_for_kernels_and_not_for_biases()
    {
        var network = new Network(DenseLayer.Chain(2, [(2, Activation.Linear)]));
        network.Load([new Tensor("dense_0.kernel", [2, 2], new float[] { 1, -2, 0, 3 }), new Tensor("dense_0.bias", [2], new float[] { 5, 5 })]);
        float[] sample = [0, 0], target = [5, 5]; // no error, so that only the penalty is left
        using var pass = new Backpropagation(network, _ => sample, _ => target, 2, penalty: new WeightPenalty(0.5, 0.25));
        Assert.Equal(2 * ((0.5 * 6) + (0.25 * 14)), pass.LossAndGradients([0, 0]), 1e-6);
        Assert.Equal(0, pass.Loss([0, 0]));
        pass.LossAndGradients([0, 0]);
        var gradients = network.Tensors(pass.Gradients);
        Assert.Equal([1f, -1.5f, 0, 2], gradients[0].Values.ToArray());
        Assert.Equal([0f, 0], gradients[1].Values.ToArray());
    }

    private static (double Loss, float[] Gradients) Evaluate(LossKind kind, float[] outputs, float[] targets)
    {
        var (y, t, gradients) = (new float[PanelLayout.Pad(outputs.Length)], new float[PanelLayout.Pad(targets.Length)], new float[PanelLayout.Pad(outputs.Length)]);
        outputs.CopyTo(y, 0);
        targets.CopyTo(t, 0);
        var loss = Loss.Of(kind).Evaluate(new LossPass { Steps = 1, Rows = 1, BatchRows = 1, Width = outputs.Length, Outputs = y, Targets = t, Gradients = gradients });
        return (loss, gradients);
    }
}
