using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Plumbline.Data;
using Plumbline.Exchange;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Tests.Neural;

namespace Plumbline.Tests.Exchange;

/// <summary>Every layer in ONNX Runtime, and back.</summary>
public sealed class OnnxNetworkTests
{
    private static readonly RecurrentOptions Last = new() { Result = RecurrentResult.Last };
    private static readonly RecurrentOptions Repeated = new() { Input = RecurrentInput.Repeated };
    private static readonly RecurrentOptions State = new() { Result = RecurrentResult.State };
    private static readonly RecurrentOptions FromState = new() { Input = RecurrentInput.State };
    private static readonly RecurrentOptions Backward = new() { Direction = TimeDirection.Backward };

    private static readonly Dictionary<string, Func<Layer[]>> Networks = new()
    {
        ["lstm autoencoder of the labs"] = () => [.. new LstmAutoencoderOptions { Activation = Activation.Relu, RecurrentOutput = true }.Layers(16, 21)],
        ["lstm autoencoder"] = () => [.. new LstmAutoencoderOptions { Units = [9, 4] }.Layers(6, 3)],
        ["convolutional autoencoder"] = () => [.. new ConvAutoencoderOptions().Layers(16, 21)],
        ["convolutional autoencoder, poolings of three"] = () => [.. new ConvAutoencoderOptions { Window = 18, Filters = [5, 7], Pool = 3, Kernel = 4 }.Layers(18, 2)],
        ["dense over steps"] = () => [new DenseLayer(4, 3, 5, Activation.Softplus), new DenseLayer(4, 5, 2, Activation.Linear)],
        ["lstm, linear"] = () => [new LstmLayer(5, 3, 4, Activation.Linear)],
        ["lstm, sigmoid, last"] = () => [new LstmLayer(5, 3, 4, Activation.Sigmoid, Last), new DenseLayer(1, 4, 2, Activation.Tanh)],
        ["lstm, one step"] = () => [new LstmLayer(1, 3, 4, Activation.Tanh)],
        ["lstm, backward"] = () => [new LstmLayer(5, 3, 4, Activation.Tanh, Backward), new LstmLayer(5, 4, 3, Activation.Relu, Backward with { Result = RecurrentResult.Last })],
        ["lstm, state to state"] = () => [new LstmLayer(5, 3, 4, Activation.Tanh, State), new LstmLayer(6, 4, 4, Activation.Tanh, FromState), new DenseLayer(6, 4, 3, Activation.Linear)],
        ["gru"] = () => [new GruLayer(5, 3, 4, Activation.Tanh), new GruLayer(5, 4, 6, Activation.Relu, Last), new GruLayer(4, 6, 3, Activation.Linear, Repeated)],
        ["gru, state to state"] = () => [new GruLayer(5, 3, 4, Activation.Tanh, State), new GruLayer(6, 4, 4, Activation.Tanh, FromState)],
        ["simple rnn"] = () => [new SimpleRnnLayer(5, 3, 4, Activation.Relu), new SimpleRnnLayer(5, 4, 6, Activation.Tanh, Last), new SimpleRnnLayer(4, 6, 3, Activation.Sigmoid, Repeated)],
        ["bidirectional lstm"] = () => [Both(5, 3, 4, default), Both(5, 8, 3, Last), new DenseLayer(1, 6, 2, Activation.Linear)],
        ["strided convolutions"] = () =>
        [
            new ConvolutionLayer(9, 3, 5, 4, 1, StepPadding.Same, Activation.Tanh),
            new MaxPoolLayer(9, 5, 2),
            new ConvolutionLayer(4, 5, 4, 3, 2, StepPadding.Same, Activation.Relu),
            new TransposedConvolutionLayer(2, 4, 5, 4, 2, StepPadding.Same, Activation.Sigmoid),
            new UpSamplingLayer(4, 5, 2),
            new ConvolutionLayer(8, 5, 3, 6, 1, StepPadding.Same, Activation.Linear),
            new TransposedConvolutionLayer(8, 3, 2, 3, 2, StepPadding.Valid, Activation.Tanh),
            new ConvolutionLayer(17, 2, 3, 4, 2, StepPadding.Valid, Activation.Linear),
            new TransposedConvolutionLayer(7, 3, 2, 2, 3, StepPadding.Valid, Activation.Tanh),
        ],
        ["normalised, penalised, dropped"] = () =>
        [
            new BatchNormalisationLayer(4, 3),
            new DropoutLayer(4, 3, 0.5),
            new DenseLayer(4, 3, 7, Activation.Relu),
            new ActivityPenaltyLayer(4, 7, 0.1, 0.1),
            new LayerNormalisationLayer(4, 7),
            new DenseLayer(4, 7, 3, Activation.Linear),
        ],
        ["variational"] = () => [new DenseLayer(1, 6, 8, Activation.Tanh), new DenseLayer(1, 8, 4, Activation.Linear), new GaussianLatentLayer(1, 2, 1), new DenseLayer(1, 2, 6, Activation.Linear)],
        ["branches"] = () =>
        [
            new ParallelLayer(
                [new DenseLayer(5, 3, 2, Activation.Relu), new DenseLayer(5, 2, 3, Activation.Linear)],
                [new TransposeLayer(5, 3), new DenseLayer(3, 5, 2, Activation.Tanh), new DenseLayer(3, 2, 5, Activation.Linear), new TransposeLayer(3, 5)]),
            new DenseLayer(5, 6, 2, Activation.Linear),
        ],
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_gives_the_same_outputs(string name)
    {
        var network = Drawn(name, seed: 3);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(Bytes(network), options);
        foreach (var count in new[] { 1, 5, 70 })
        {
            float[] windows = [.. NetworkCheck.Samples(count, network.InputLength, seed: count).SelectMany(sample => sample)];
            var expected = NetworkCheck.Forward(network, windows);
            var input = new DenseTensor<float>(windows, [count, network.Layers[0].InputSteps, network.Layers[0].Inputs]);
            using var results = session.Run([NamedOnnxValue.CreateFromTensor("windows", input)]);
            var output = results[0].AsTensor<float>();
            Assert.Equal([count, network.Layers[^1].OutputSteps, network.Layers[^1].Outputs], output.Dimensions.ToArray());
            float[] actual = [.. output];
            for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-5, $"output {i} of {count}: {expected[i]} here, {actual[i]} there");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_exported_comes_back_to_the_bit(string name)
    {
        var network = Drawn(name, seed: 3);
        var graph = OnnxReader.Read(Bytes(network)).Graph;
        var tensors = Import(graph, network);
        Assert.Equal(network.Tensors().Select(tensor => tensor.Name).Order(), tensors.Select(tensor => tensor.Name).Order());
        var again = Drawn(name, seed: 4);
        again.Load(tensors);
        Assert.Equal(network.Parameters.ToArray(), again.Parameters.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_other_network_takes_the_weights(string name)
    {
        var graph = OnnxReader.Read(Bytes(Drawn(name, seed: 3))).Graph;
        foreach (var other in Networks.Keys.Where(other => other != name))
            Assert.Throws<DataFormatException>(() => Import(graph, Drawn(other, seed: 3)));
    }

    [Fact]
    public void Direction_activation_and_padding_must_agree()
    {
        Refused([new LstmLayer(5, 3, 4, Activation.Tanh)], [new LstmLayer(5, 3, 4, Activation.Tanh, Backward)], "direction forward; expected reverse");
        Refused([new LstmLayer(5, 3, 4, Activation.Tanh)], [new LstmLayer(5, 3, 4, Activation.Relu)], "activations Sigmoid, Tanh, Tanh; expected Sigmoid, Relu, Relu");
        Refused([new ConvolutionLayer(6, 3, 4, 2, 1, StepPadding.Same, Activation.Tanh)], [new ConvolutionLayer(6, 3, 4, 2, 2, StepPadding.Same, Activation.Tanh)], "strides [1]; expected 2");
        Refused([new ConvolutionLayer(6, 3, 4, 3, 1, StepPadding.Same, Activation.Tanh)], [new ConvolutionLayer(6, 3, 4, 3, 1, StepPadding.Valid, Activation.Tanh)], "pads [1, 1]; expected [0, 0]");
    }

    [Fact]
    public void Branches_in_another_order_are_refused()
    {
        Layer[] Branches(bool turned)
        {
            Layer[] one = [new DenseLayer(2, 3, 3, Activation.Relu)], two = [new DenseLayer(2, 3, 3, Activation.Tanh)];
            return [turned ? new ParallelLayer(two, one) : new ParallelLayer(one, two)];
        }
        Refused(Branches(false), Branches(true), "operator Relu");
    }

    private static void Refused(Layer[] written, Layer[] expected, string message)
    {
        var graph = OnnxReader.Read(Bytes(Network.Create(written, new Random(1)))).Graph;
        Assert.Contains(message, Assert.Throws<DataFormatException>(() => Import(graph, Network.Create(expected, new Random(1)))).Message);
    }

    private static BidirectionalLayer Both(int steps, int inputs, int units, RecurrentOptions options) => new(new LstmLayer(steps, inputs, units, Activation.Tanh, options),
        new LstmLayer(steps, inputs, units, Activation.Tanh, options with { Direction = TimeDirection.Backward }));

    // With weights everywhere, biases and statistics too.
    private static Network Drawn(string name, int seed)
    {
        var network = Network.Create(Networks[name](), new Random(seed));
        var random = new Random(seed);
        network.Load([.. network.Tensors().Select(tensor => tensor with
        {
            Values = Array.ConvertAll(tensor.Values.ToArray(), value => value + (float)(0.02 * (random.NextDouble() - 0.5))),
        })]);
        return network;
    }

    private static byte[] Bytes(Network network)
    {
        using var file = new MemoryStream();
        OnnxExport.Write(network, file);
        return file.ToArray();
    }

    private static IReadOnlyList<Plumbline.Neural.Tensor> Import(OnnxGraph graph, Network network) =>
        OnnxNetworkImport.Tensors(graph, network, network.Layers[0].InputSteps, network.Layers[0].Inputs, "test.onnx");
}
