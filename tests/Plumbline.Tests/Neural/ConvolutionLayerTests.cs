using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class ConvolutionLayerTests : NetworkContract
{
    private protected override IReadOnlyList<Network> Networks =>
    [
        // Two layers each, so that gradients by the inputs show as well.
        .. Enum.GetValues<Activation>().Select(activation => Made(
            new ConvolutionLayer(7, 3, 17, 6, 1, StepPadding.Same, activation), new ConvolutionLayer(7, 17, 2, 3, 1, StepPadding.Valid, activation))),
        Made(new ConvolutionLayer(9, 3, 5, 4, 2, StepPadding.Same, Activation.Tanh), new ConvolutionLayer(5, 5, 18, 3, 2, StepPadding.Valid, Activation.Linear)),
        Made(new ConvolutionLayer(10, 2, 4, 3, 3, StepPadding.Same, Activation.Tanh), new ConvolutionLayer(4, 4, 3, 2, 3, StepPadding.Same, Activation.Tanh)),
        // Taps that reach no step at all, and a kernel narrower than its stride.
        Made(new ConvolutionLayer(2, 3, 4, 9, 1, StepPadding.Same, Activation.Tanh), new ConvolutionLayer(2, 4, 3, 1, 2, StepPadding.Same, Activation.Linear)),
    ];

    private protected override Network Learner => Network.Create(
        [new ConvolutionLayer(6, 3, 16, 4, 1, StepPadding.Same, Activation.Tanh), new ConvolutionLayer(6, 16, 3, 3, 1, StepPadding.Same, Activation.Linear)], new Random(2));

    [Theory]
    [InlineData(16, 6, 1, 16, 2)]
    [InlineData(16, 5, 1, 16, 2)]
    [InlineData(9, 4, 2, 5, 1)]
    [InlineData(10, 4, 2, 5, 1)]
    [InlineData(10, 3, 3, 4, 1)]
    [InlineData(5, 1, 2, 3, 0)]
    public void Same_padding_counts_zeros_as_TensorFlow(int steps, int width, int stride, int outputs, int left)
    {
        Assert.Equal(outputs, new ConvolutionLayer(steps, 1, 1, width, stride, StepPadding.Same, Activation.Linear).OutputSteps);
        Assert.Equal(left, ConvolutionLayer.LeftOf(steps, width, stride, StepPadding.Same));
    }

    [Fact]
    public void First_parameters_are_those_of_Keras()
    {
        var tensors = Network.Create([new ConvolutionLayer(8, 21, 160, 6, 1, StepPadding.Same, Activation.Relu)], new Random(1)).Tensors();
        Assert.Equal(["convolution_0.kernel", "convolution_0.bias"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([[6, 21, 160], [160]], tensors.Select(tensor => tensor.Shape.ToArray()));
        var limit = Math.Sqrt(6.0 / ((6 * 21) + (6 * 160)));
        var kernel = tensors[0].Values.ToArray();
        Assert.InRange(kernel.Max(), 0.99 * limit, limit);
        Assert.InRange(kernel.Min(), -limit, -0.99 * limit);
        Assert.All(tensors[1].Values.ToArray(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Shapes_without_outputs_are_refused()
    {
        Assert.Throws<ArgumentException>("width", () => new ConvolutionLayer(3, 1, 1, 4, 1, StepPadding.Valid, Activation.Linear));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new ConvolutionLayer(3, 1, 1, 0, 1, StepPadding.Same, Activation.Linear));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => new ConvolutionLayer(3, 1, 1, 1, 0, StepPadding.Same, Activation.Linear));
    }

    /// <summary>Biases are drawn too: of zeros a wrong one would not show.</summary>
    internal static Network Made(params Layer[] layers)
    {
        var network = Network.Create(layers, new Random(3));
        network.Load([.. network.Tensors().Select((tensor, i) => tensor.Shape.Count > 1 ? tensor
            : tensor with { Values = Enumerable.Range(0, tensor.Values.Length).Select(k => 0.2f * MathF.Sin(i + k)).ToArray() })]);
        return network;
    }
}
