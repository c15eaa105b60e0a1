using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class TransposedConvolutionLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        .. Enum.GetValues<Activation>().Select(activation => ConvolutionLayerTests.Made(
            new TransposedConvolutionLayer(3, 3, 17, 4, 2, StepPadding.Same, activation), new TransposedConvolutionLayer(6, 17, 2, 3, 1, StepPadding.Same, activation))),
        ConvolutionLayerTests.Made(
            new TransposedConvolutionLayer(3, 2, 5, 5, 2, StepPadding.Valid, Activation.Tanh), new TransposedConvolutionLayer(9, 5, 3, 2, 3, StepPadding.Valid, Activation.Linear)),
        ConvolutionLayerTests.Made(
            new ConvolutionLayer(6, 3, 4, 3, 3, StepPadding.Same, Activation.Tanh), new TransposedConvolutionLayer(2, 4, 3, 6, 3, StepPadding.Same, Activation.Linear)),
    ];

    private protected override Network Learner => Network.Create(
        [new ConvolutionLayer(6, 3, 24, 4, 2, StepPadding.Same, Activation.Tanh), new TransposedConvolutionLayer(3, 24, 3, 4, 2, StepPadding.Same, Activation.Linear)], new Random(2));

    [Theory]
    [InlineData(4, 2, StepPadding.Same, 6)]
    [InlineData(1, 2, StepPadding.Same, 6)]
    [InlineData(4, 2, StepPadding.Valid, 8)]
    [InlineData(1, 2, StepPadding.Valid, 6)]
    public void As_many_steps_come_out_as_in_Keras(int width, int stride, object padding, int outputs) =>
        Assert.Equal(outputs, new TransposedConvolutionLayer(3, 1, 1, width, stride, (StepPadding)padding, Activation.Linear).OutputSteps);
}
