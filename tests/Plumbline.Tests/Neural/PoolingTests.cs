using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>Max pooling and up-sampling, between layers that show their gradients.</summary>
public sealed class PoolingTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        // A step is left over at first; pooling and up-sampling come last as well as first.
        ConvolutionLayerTests.Made(new ConvolutionLayer(7, 3, 17, 3, 1, StepPadding.Same, Activation.Tanh), new MaxPoolLayer(7, 17, 2), new ConvolutionLayer(3, 17, 2, 2, 1, StepPadding.Same, Activation.Linear),
            new UpSamplingLayer(3, 2, 2)),
        ConvolutionLayerTests.Made(new UpSamplingLayer(2, 3, 3), new ConvolutionLayer(6, 3, 5, 4, 1, StepPadding.Same, Activation.Relu), new UpSamplingLayer(6, 5, 2), new MaxPoolLayer(12, 5, 3)),
        ConvolutionLayerTests.Made(new MaxPoolLayer(6, 3, 2), new DenseLayer(3, 3, 4, Activation.Tanh)),
        // The labs' network, small.
        ConvolutionLayerTests.Made(new ConvolutionLayer(8, 3, 9, 6, 1, StepPadding.Same, Activation.Relu), new MaxPoolLayer(8, 9, 2), new ConvolutionLayer(4, 9, 4, 6, 1, StepPadding.Same, Activation.Relu),
            new MaxPoolLayer(4, 4, 2), new ConvolutionLayer(2, 4, 2, 6, 1, StepPadding.Same, Activation.Relu), new UpSampledConvolutionLayer(2, 2, 2, 4, 6, StepPadding.Same, Activation.Relu),
            new UpSampledConvolutionLayer(4, 2, 4, 9, 6, StepPadding.Same, Activation.Relu), new ConvolutionLayer(8, 9, 3, 1, 1, StepPadding.Same, Activation.Linear)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new ConvolutionLayer(4, 3, 24, 4, 1, StepPadding.Same, Activation.Tanh), new MaxPoolLayer(4, 24, 2), new UpSamplingLayer(2, 24, 2),
        new ConvolutionLayer(4, 24, 3, 4, 1, StepPadding.Same, Activation.Linear),
    ], new Random(2));

    [Fact]
    public void The_first_of_equals_gets_the_gradient_and_steps_left_over_get_none()
    {
        // A width-1 convolution of weight 1 shows in its kernel's gradient which of its outputs the pooling passed on.
        var network = new Network([new ConvolutionLayer(5, 1, 1, 1, 1, StepPadding.Same, Activation.Linear), new MaxPoolLayer(5, 1, 2), new DenseLayer(2, 1, 1, Activation.Linear)]);
        network.Load(network.Tensors().Select(tensor => tensor with { Values = new float[] { tensor.Name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1 } }));
        float[] inputs = [3, 3, -2, -1, 9], targets = [2, -2];
        using var pass = new Backpropagation(network, _ => inputs, _ => targets, 1);
        pass.LossAndGradients([0]);
        // Errors 1 and 1, so each output's gradient is 1: kernel 1 * 3 + 1 * -1, and each bias once for each of the two outputs, not for equals.
        Assert.Equal([2, 2, 2, 2], network.Tensors(pass.Gradients).Select(tensor => tensor.Values.Span[0]));
    }

    [Fact]
    public void A_missing_value_is_not_lost_in_the_maximum()
    {
        var network = new Network([new MaxPoolLayer(2, 1, 2)]);
        Assert.Equal([float.NaN], NetworkCheck.Forward(network, [float.NaN, 1]));
        Assert.Equal([float.NaN], NetworkCheck.Forward(network, [1, float.NaN]));
    }

    [Fact]
    public void Runs_longer_than_the_steps_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPoolLayer(3, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPoolLayer(3, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpSamplingLayer(3, 1, 0));
    }
}
