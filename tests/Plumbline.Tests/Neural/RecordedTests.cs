using System.Globalization;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>Against numbers that PyTorch gave for the same parameters; the scripts and their conventions lie beside the numbers, in Recorded.</summary>
public sealed class RecordedTests
{
    private const int Steps = 4;
    private const int Signals = 3;

    private static readonly RecurrentOptions Last = new() { Result = RecurrentResult.Last };
    private static readonly RecurrentOptions Repeated = new() { Input = RecurrentInput.Repeated };
    private static readonly RecurrentOptions State = new() { Result = RecurrentResult.State };
    private static readonly RecurrentOptions FromState = new() { Input = RecurrentInput.State };

    [Theory]
    [InlineData("Tanh", Activation.Tanh)]
    [InlineData("Relu", Activation.Relu)]
    public void Lstm_layers_go_forward_and_back_as_in_PyTorch(string network, Activation activation) => Agrees("lstm.txt", network,
        new LstmLayer(Steps, Signals, 5, activation, Last), new LstmLayer(Steps, 5, 5, activation, Repeated), new LstmLayer(Steps, 5, Signals, activation));

    [Fact]
    public void Gru_layers_go_forward_and_back_as_in_PyTorch() => Agrees("recurrent.txt", "gru",
        new GruLayer(Steps, Signals, 5, Activation.Tanh, Last), new GruLayer(Steps, 5, 5, Activation.Tanh, Repeated), new GruLayer(Steps, 5, Signals, Activation.Tanh));

    [Theory]
    [InlineData("rnn_tanh", Activation.Tanh)]
    [InlineData("rnn_relu", Activation.Relu)]
    public void Simple_recurrent_layers_go_forward_and_back_as_in_PyTorch(string network, Activation activation) => Agrees("recurrent.txt", network,
        new SimpleRnnLayer(Steps, Signals, 5, activation, Last), new SimpleRnnLayer(Steps, 5, 5, activation, Repeated), new SimpleRnnLayer(Steps, 5, Signals, activation));

    [Fact]
    public void Bidirectional_layers_go_forward_and_back_as_in_PyTorch()
    {
        var backward = new RecurrentOptions { Direction = TimeDirection.Backward };
        Agrees("recurrent.txt", "bidirectional_lstm",
            new BidirectionalLayer(new LstmLayer(Steps, Signals, 5, Activation.Tanh), new LstmLayer(Steps, Signals, 5, Activation.Tanh, backward)),
            new BidirectionalLayer(new LstmLayer(Steps, 10, 4, Activation.Tanh, Last), new LstmLayer(Steps, 10, 4, Activation.Tanh, backward with { Result = RecurrentResult.Last })),
            new LstmLayer(Steps, 8, Signals, Activation.Tanh, Repeated));
    }

    [Fact]
    public void A_decoder_starts_from_an_encoder_s_state_as_in_PyTorch()
    {
        Agrees("recurrent.txt", "state_lstm",
            new LstmLayer(Steps, Signals, 5, Activation.Tanh, State), new LstmLayer(Steps, 5, 5, Activation.Tanh, FromState), new LstmLayer(Steps, 5, Signals, Activation.Tanh));
        Agrees("recurrent.txt", "state_gru",
            new GruLayer(Steps, Signals, 5, Activation.Tanh, State), new GruLayer(Steps, 5, 5, Activation.Tanh, FromState), new GruLayer(Steps, 5, Signals, Activation.Tanh));
    }

    [Theory]
    [InlineData("Tanh", Activation.Tanh)]
    [InlineData("Relu", Activation.Relu)]
    public void Convolutions_and_poolings_go_forward_and_back_as_in_PyTorch(string name, Activation activation)
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
        Agrees("conv.txt", name, network, Wave(0.9, 0.1, 2 * 9 * 3), Wave(0.6, 0.2, 2 * 7 * 3));
    }

    // Of a network that reconstructs two samples of 4 steps and 3 signals.
    private static void Agrees(string file, string name, params Layer[] layers)
    {
        var network = new Network(layers);
        Load(network, tensor => 0.5 - (0.1 * (tensor % 3)), tensor => (tensor / 3) + (0.3 * (tensor % 3)));
        var samples = Wave(0.9, 0.1, 2 * Steps * Signals);
        Agrees(file, name, network, samples, samples);
    }

    private static void Load(Network network, Func<int, double> scale, Func<int, double> phase) =>
        network.Load([.. network.Tensors().Select((tensor, i) => tensor with { Values = Wave(scale(i), phase(i), tensor.Values.Length) })]);

    /// <summary>Loss, outputs and all gradients.</summary>
    private static void Agrees(string file, string name, Network network, float[] inputs, float[] targets)
    {
        using var pass = new Backpropagation(network, sample => inputs.AsSpan(sample * network.InputLength, network.InputLength),
            sample => targets.AsSpan(sample * network.OutputLength, network.OutputLength), 2);
        var loss = pass.LossAndGradients([0, 1]) / 2;
        float[][] actual = [[(float)loss], NetworkCheck.Forward(network, inputs), .. network.Tensors(pass.Gradients).Select(tensor => tensor.Values.ToArray())];

        var recorded = Recorded(file).Where(line => line.Case == name).ToArray();
        Assert.Equal(["loss", "outputs", .. Enumerable.Repeat("gradients", actual.Length - 2)], recorded.Select(line => line.What));
        for (var i = 0; i < recorded.Length; i++)
        {
            Assert.Equal(recorded[i].Values.Length, actual[i].Length);
            for (var k = 0; k < actual[i].Length; k++) Assert.Equal(recorded[i].Values[k], actual[i][k], 1e-6);
        }
    }

    internal static float[] Wave(double scale, double phase, int count) => [.. Enumerable.Range(0, count).Select(i => (float)(scale * Math.Sin(phase + (0.7 * i))))];

    internal static IEnumerable<(string Case, string What, double[] Values)> Recorded(string file, string room = "Neural")
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Plumbline.slnx"))) root = root.Parent!;
        foreach (var line in File.ReadLines(Path.Combine(root.FullName, "tests/Plumbline.Tests", room, "Recorded", file)))
        {
            var words = line.Split(' ');
            yield return (words[0], words[1], Array.ConvertAll(words[2..], word => double.Parse(word, CultureInfo.InvariantCulture)));
        }
    }
}
