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
        network.Load(network.Tensors().Select((tensor, i) =>
            tensor with { Values = Wave(0.5 - (0.1 * (i % 3)), (i / 3) + (0.3 * (i % 3)), tensor.Values.Length) }));
        var samples = Wave(0.9, 0.1, 2 * Steps * 3);
        SampleSource source = sample => samples.AsSpan(sample * Steps * 3, Steps * 3);
        var pass = new Backpropagation(network, source, source, 2);
        var loss = pass.LossAndGradients([0, 1]) / 2;
        var outputs = new float[samples.Length];
        network.Forward(samples, outputs);

        var recorded = Recorded("lstm.txt").Where(line => line.Case == activation.ToString()).ToArray();
        Assert.Equal(["loss", "outputs", .. Enumerable.Repeat("gradients", 9)], recorded.Select(line => line.What));
        float[][] actual = [[(float)loss], outputs, .. network.Tensors(pass.Gradients).Select(tensor => tensor.Values.ToArray())];
        for (var i = 0; i < recorded.Length; i++)
        {
            Assert.Equal(recorded[i].Values.Length, actual[i].Length);
            for (var k = 0; k < actual[i].Length; k++) Assert.Equal(recorded[i].Values[k], actual[i][k], 1e-6);
        }
    }

    internal static float[] Wave(double scale, double phase, int count) => [.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin(phase + (0.7 * i))))];

    internal static IEnumerable<(string Case, string What, double[] Values)> Recorded(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx"))) root = root.Parent!;
        foreach (var line in File.ReadLines(Path.Combine(root.FullName, "tests/Plumbline.Tests/Neural/Recorded", name)))
        {
            var words = line.Split(' ');
            yield return (words[0], words[1], Array.ConvertAll(words[2..], word => double.Parse(word, CultureInfo.InvariantCulture)));
        }
    }
}
