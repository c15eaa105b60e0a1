using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class UpSampledConvolutionLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        .. Enum.GetValues<Activation>().Select(activation => ConvolutionLayerTests.Made(
            new UpSampledConvolutionLayer(3, 2, 3, 17, 6, StepPadding.Same, activation), new UpSampledConvolutionLayer(6, 2, 17, 2, 3, StepPadding.Valid, activation))),
        ConvolutionLayerTests.Made(
            new UpSampledConvolutionLayer(2, 3, 3, 5, 2, StepPadding.Same, Activation.Tanh), new UpSampledConvolutionLayer(6, 1, 5, 3, 4, StepPadding.Same, Activation.Linear)),
    ];

    private protected override Network Learner => Network.Create(
        [new ConvolutionLayer(4, 3, 24, 4, 2, StepPadding.Same, Activation.Tanh), new UpSampledConvolutionLayer(2, 2, 24, 3, 4, StepPadding.Same, Activation.Linear)], new Random(2));

    [Theory]
    [InlineData(4, 2, 6, StepPadding.Same)]
    [InlineData(3, 3, 5, StepPadding.Valid)]
    public void It_is_up_sampling_and_a_convolution_one_after_the_other(int steps, int repeats, int width, object padding)
    {
        var two = ConvolutionLayerTests.Made(new UpSamplingLayer(steps, 5, repeats), new ConvolutionLayer(steps * repeats, 5, 7, width, 1, (StepPadding)padding, Activation.Tanh));
        var one = new Network([new UpSampledConvolutionLayer(steps, repeats, 5, 7, width, (StepPadding)padding, Activation.Tanh)]);
        one.Load(two.Tensors().Select(tensor => tensor with { Name = tensor.Name.Replace("_1", "_0", StringComparison.Ordinal) }));
        var sample = NetworkCheck.Samples(1, one.InputLength, seed: 1)[0];
        var (expected, actual) = (NetworkCheck.Forward(two, sample), NetworkCheck.Forward(one, sample));
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
