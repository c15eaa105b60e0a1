using System.Text.Json;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Exchange;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Tests.Detection;

namespace Plumbline.Tests.Exchange;

public sealed class OnnxImportTests
{
    [Theory]
    [InlineData(1, 24, new[] { 16, 8 }, Activation.Relu)]
    [InlineData(5, 3, new[] { 4 }, Activation.Linear)]
    [InlineData(9, 2, new[] { 7, 2 }, Activation.Sigmoid)]
    public void What_was_exported_comes_back_to_the_bit(int windowLength, int signalCount, int[] units, Activation activation)
    {
        var model = RandomDense.Model(windowLength, signalCount, units, activation, seed: 3);
        var again = Import(RandomDense.Model(windowLength, signalCount, units, activation, seed: 4), Bytes(model));
        var windows = RandomDense.Windows(9, model);
        Assert.Equal(RandomDense.Reconstructions(model, windows), RandomDense.Reconstructions(again, windows));
    }

    [Theory]
    [InlineData("gemm", 2, 3)]
    [InlineData("matmul", 1, 6)]
    [InlineData("transpose", 1, 6)]
    public void What_pytorch_exported_reconstructs_as_it_did_there(string name, int windowLength, int signalCount)
    {
        using var expected = JsonDocument.Parse(Torch("expected.json"));
        var model = Import(RandomDense.Model(windowLength, signalCount, [4, 2], Activation.Tanh), Torch($"{name}.onnx"));
        var outputs = RandomDense.Reconstructions(model, [.. Numbers("windows")]);
        foreach (var (number, output) in Numbers("reconstructions").Zip(outputs)) Assert.Equal(number, output, 1e-6f);

        IEnumerable<float> Numbers(string key) => expected.RootElement.GetProperty(key).EnumerateArray().Select(number => number.GetSingle());
    }

    [Fact]
    public void What_pytorch_exported_over_steps_reconstructs_as_it_did_there()
    {
        using var expected = JsonDocument.Parse(Torch("expected.json"));
        foreach (var (name, options) in new (string, AutoencoderOptions)[]
        {
            ("lstm", new LstmAutoencoderOptions { Window = 6, Units = [5] }),
            ("conv", new ConvAutoencoderOptions { Window = 6, Filters = [4], CodeFilters = 2, Kernel = 3 }),
        })
        {
            var model = Import(Autoencoder.FromTensors(6, 3, options, new Network(options.Layers(6, 3)).Tensors()), Torch($"{name}.onnx"));
            var outputs = RandomDense.Reconstructions(model, [.. Numbers("steps")]);
            foreach (var (number, output) in Numbers(name).Zip(outputs)) Assert.Equal(number, output, 1e-6f);
        }

        IEnumerable<float> Numbers(string key) => expected.RootElement.GetProperty(key).EnumerateArray().Select(number => number.GetSingle());
    }

    [Fact]
    public void Values_may_stand_in_the_float_field_and_a_layer_may_have_no_bias()
    {
        var file = new ProtoWriter();
        file.Message(7, graph =>
        {
            graph.Message(1, node => Node(node, "MatMul", "x", "k", "y"));
            graph.Message(1, node => Node(node, "MatMul", "y", "k", "z"));
            graph.Message(5, tensor =>
            {
                tensor.Integer(1, 1);
                tensor.Integer(1, 1);
                tensor.Integer(2, 1);
                tensor.Single(4, 0.5f);
                tensor.Text(8, "k");
            });
            graph.Message(11, value => value.Text(1, "x"));
            graph.Message(12, value => value.Text(1, "z"));
        });
        file.Message(8, opset => opset.Integer(2, 9));
        var model = Import(RandomDense.Model(1, 1, [1], Activation.Linear), file.Written.ToArray());
        Assert.Equal([2f], RandomDense.Reconstructions(model, [8f]));

        static void Node(ProtoWriter node, string operation, string values, string kernel, string output)
        {
            node.Text(1, values);
            node.Text(1, kernel);
            node.Text(2, output);
            node.Text(4, operation);
        }
    }

    [Fact]
    public void Another_network_is_refused_with_what_differs()
    {
        var bytes = Bytes(RandomDense.Model(2, 3, [4, 2], Activation.Tanh));
        Refused(RandomDense.Model(2, 3, [5, 2], Activation.Tanh), bytes,
            "test.onnx, tensor 'dense_0.kernel' of node 'dense_0' (Gemm): found shape [6, 4]; expected [6, 5].");
        Refused(RandomDense.Model(2, 3, [4, 2], Activation.Relu), bytes,
            "test.onnx, node 'dense_0.tanh' (Tanh): found operator Tanh; expected the activation of dense_0, Relu.");
        Refused(RandomDense.Model(2, 3, [4], Activation.Tanh), bytes,
            "test.onnx, tensor 'dense_1.kernel' of node 'dense_1' (Gemm): found shape [4, 2]; expected [4, 6].");
        Refused(RandomDense.Model(2, 3, [4, 2, 1], Activation.Tanh), bytes,
            "test.onnx, tensor 'dense_2.kernel' of node 'dense_2' (Gemm): found shape [2, 4]; expected [2, 1].");
        Refused(RandomDense.Model(2, 3, [4, 2], Activation.Linear), bytes,
            "test.onnx, node 'dense_0.tanh' (Tanh): found operator Tanh; expected Gemm or MatMul of dense_1.");
        Refused(RandomDense.Model(1, 6, [4, 2], Activation.Tanh), Torch("expected.json"), "test.onnx: found a damaged file");
    }

    [Fact]
    public void Steps_and_signals_the_other_way_round_are_refused() => Refused(RandomDense.Model(3, 2, [4, 2], Activation.Tanh),
        Bytes(RandomDense.Model(2, 3, [4, 2], Activation.Tanh)), "test.onnx, input 'windows': found shape [batch, 2, 3]; expected [batch, 3, 2].");

    [Fact]
    public void Weights_for_values_that_are_scaled_otherwise_are_refused()
    {
        var options = Presets.Named("dense").Options with { Train = new FitOptions { Epochs = 1 } };
        var whole = DetectorFit.Run(SmallFleet.Data.Frames, options, cancellation: TestContext.Current.CancellationToken);
        using var file = new MemoryStream();
        OnnxExport.Write(whole, file);
        Assert.Equal(whole.Model.ParameterCount, OnnxImport.Read(whole, new MemoryStream(file.ToArray()), "test.onnx").ParameterCount);
        var fault = Assert.Throws<DataFormatException>(() => OnnxImport.Read(SmallFleet.Dense, new MemoryStream(file.ToArray()), "test.onnx"));
        Assert.Equal("property plumbline.centers", fault.Position);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_refused()
    {
        var model = RandomDense.Model(1, 2, [1], Activation.Linear);
        var tensors = model.Tensors().Select(tensor => tensor.Name == "dense_1.bias" ? tensor with { Values = new[] { 1f, float.NaN } } : tensor);
        Refused(model, Bytes(Autoencoder.FromTensors(1, 2, model.Options, tensors)), "test.onnx, tensor 'dense_1.bias': found the value NaN; expected finite numbers.");
    }

    [Fact]
    public void A_model_without_trained_weights_takes_none() =>
        Assert.Throws<ArgumentException>(() => Import(new ZScoreModel(3), Bytes(RandomDense.Model(1, 3, [2], Activation.Relu))));

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (var (architecture, bytes) in Files())
        {
            for (var length = 0; length < bytes.Length; length += 3) Refused(architecture, bytes[..length], "test.onnx");
        }
    }

    [Fact]
    public void Every_altered_byte_is_refused_or_gives_a_model()
    {
        foreach (var (architecture, bytes) in Files())
        {
            var refused = 0;
            for (var position = 0; position < bytes.Length; position++)
            {
                foreach (var mask in new byte[] { 0x01, 0xff })
                {
                    var altered = bytes.ToArray();
                    altered[position] ^= mask;
                    try
                    {
                        Assert.Equal(architecture.ParameterCount, Import(architecture, altered).ParameterCount); // a weight may be any number
                    }
                    catch (DataFormatException)
                    {
                        refused++;
                    }
                }
            }
            Assert.True(refused > bytes.Length / 4, $"{refused} of {2 * bytes.Length} refused");
        }
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        var (random, model) = (new Random(11), RandomDense.Model(1, 2, [1], Activation.Relu));
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Refused(model, bytes, "test.onnx");
        }
    }

    private static (Autoencoder Architecture, byte[] File)[] Files()
    {
        var ours = RandomDense.Model(2, 3, [4, 2], Activation.Tanh);
        var rows = RandomDense.Model(1, 6, [4, 2], Activation.Tanh);
        return [(ours, Bytes(ours)), (rows, Torch("transpose.onnx"))];
    }

    private static void Refused(IWindowModel architecture, byte[] bytes, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataFormatException>(() => Import(architecture, bytes)).Message, StringComparison.Ordinal);

    private static Autoencoder Import(IWindowModel architecture, byte[] bytes) =>
        OnnxImport.Read(architecture, new MemoryStream(bytes), "test.onnx");

    private static byte[] Bytes(IWindowModel model)
    {
        using var file = new MemoryStream();
        OnnxExport.Write(model, file);
        return file.ToArray();
    }

    private static byte[] Torch(string name)
    {
        using var file = typeof(OnnxImportTests).Assembly.GetManifestResourceStream($"torch.{name}")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
