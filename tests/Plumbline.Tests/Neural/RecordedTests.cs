using System.Globalization;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>Against numbers that PyTorch gave for the same parameters; the script and its conventions lie beside the numbers, in Recorded.</summary>
public sealed class RecordedTests
{
    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    public void Recurrent_layers_go_forward_and_back_as_in_PyTorch(Activation activation)
    {
        const int Steps = 4;
        var network = new Network(
        [
            new LstmLayer(Steps, 3, Steps, 5, activation, returnsSequence: false),
            new LstmLayer(1, 5, Steps, 5, activation, returnsSequence: true),
            new LstmLayer(Steps, 5, Steps, 3, activation, returnsSequence: true),
        ]);
        Load(network, tensor => 0.5 - (0.1 * (tensor % 3)), tensor => (tensor / 3) + (0.3 * (tensor % 3)));
        var samples = Wave(0.9, 0.1, 2 * Steps * 3);
        Agrees(network, samples, samples, Recorded("lstm.txt", activation));
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    public void Convolutions_and_poolings_go_forward_and_back_as_in_PyTorch(Activation activation)
    {
        var network = new Network(
        [
            new ConvolutionLayer(9, 3, 5, 4, 1, StepPadding.Same, activation),
            new MaxPoolLayer(9, 5, 2),
            new ConvolutionLayer(4, 5, 4, 3, 2, StepPadding.Same, activation),
            new TransposedConvolutionLayer(2, 4, 5, 4, 2, StepPadding.Same, activation),
            new UpSamplingLayer(4, 5, 2),
            new ConvolutionLayer(8, 5, 3, 6, 1, StepPadding.Same, activation),
            new TransposedConvolutionLayer(8, 3, 2, 3, 2, StepPadding.Valid, activation),
            new ConvolutionLayer(17, 2, 3, 4, 2, StepPadding.Valid, Activation.Linear),
        ]);
        Load(network, tensor => tensor % 2 == 0 ? 0.9 : 0.3, tensor => (0.5 * (tensor / 2)) + (0.3 * (tensor % 2)));
        Agrees(network, Wave(0.9, 0.1, 2 * 9 * 3), Wave(0.6, 0.2, 2 * 7 * 3), Recorded("conv.txt", activation));
    }

    private static void Load(Network network, Func<int, double> scale, Func<int, double> phase) =>
        network.Load([.. network.Tensors().Select((tensor, i) => tensor with { Values = Wave(scale(i), phase(i), tensor.Values.Length) })]);

    /// <param name="recorded">Loss, outputs, and the gradients of each tensor.</param>
    private static void Agrees(Network network, float[] inputs, float[] targets, (string What, double[] Values)[] recorded)
    {
        using var pass = new Backpropagation(network, sample => inputs.AsSpan(sample * network.InputLength, network.InputLength),
            sample => targets.AsSpan(sample * network.OutputLength, network.OutputLength), 2);
        var loss = pass.LossAndGradients([0, 1]) / 2;
        var outputs = new float[targets.Length];
        network.Forward(inputs, outputs);

        float[][] actual = [[(float)loss], outputs, .. network.Tensors(pass.Gradients).Select(tensor => tensor.Values.ToArray())];
        Assert.Equal(["loss", "outputs", .. Enumerable.Repeat("gradients", actual.Length - 2)], recorded.Select(line => line.What));
        for (var i = 0; i < recorded.Length; i++)
        {
            Assert.Equal(recorded[i].Values.Length, actual[i].Length);
            for (var k = 0; k < actual[i].Length; k++) Assert.Equal(recorded[i].Values[k], actual[i][k], 1e-6);
        }
    }

    private static float[] Wave(double scale, double phase, int count) => [.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin(phase + (0.7 * i))))];

    private static (string What, double[] Values)[] Recorded(string name, Activation activation)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx"))) root = root.Parent!;
        var lines = File.ReadLines(Path.Combine(root.FullName, "tests/Plumbline.Tests/Neural/Recorded", name)).Select(line => line.Split(' '));
        return [.. lines.Where(words => words[0] == activation.ToString())
            .Select(words => (words[1], Array.ConvertAll(words[2..], word => double.Parse(word, CultureInfo.InvariantCulture))))];
    }
}
