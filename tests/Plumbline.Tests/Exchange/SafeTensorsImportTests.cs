using Plumbline.Data;
using Plumbline.Exchange;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Exchange;

public sealed class SafeTensorsImportTests
{
    private static readonly Autoencoder Model = RandomDense.Model(2, 3, [4, 2], Activation.Tanh);

    [Fact]
    public void Weights_come_back_to_the_bit_in_any_order()
    {
        var tensors = Model.ToTensors().Reverse().ToList();
        var again = Import(RandomDense.Model(2, 3, [4, 2], Activation.Tanh, seed: 9), SafeTensors.Write(tensors));
        var windows = RandomDense.Windows(4, Model);
        Assert.Equal(RandomDense.Reconstructions(Model, windows), RandomDense.Reconstructions(again, windows));
    }

    [Fact]
    public void Other_tensors_are_refused_by_name_and_shape()
    {
        var tensors = Model.Tensors();
        Refused(tensors.Skip(1), "test.safetensors: found no tensor dense_0.kernel [6, 4]; expected dense_0.kernel [6, 4], dense_0.bias [4],");
        Refused(tensors.Select(tensor => tensor.Name == "dense_1.kernel" ? tensor with { Shape = [2, 4] } : tensor),
            "test.safetensors: found tensor dense_1.kernel [2, 4]; expected dense_1.kernel [4, 2].");
        Refused(tensors.Append(new Tensor("momentum", [1], new float[1])), "test.safetensors: found tensor momentum [1]; expected only dense_0.kernel [6, 4],");
        Refused(tensors.Append(tensors[0]), "test.safetensors: found a tensor twice; expected dense_0.kernel [6, 4],");
    }

    [Fact]
    public void Every_truncation_and_every_altered_byte_is_refused_or_gives_a_model()
    {
        var bytes = SafeTensors.Write(Model.ToTensors());
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<DataFormatException>(() => Import(Model, bytes[..length]));
        var refused = 0;
        for (var position = 0; position < bytes.Length; position++)
        {
            var altered = bytes.ToArray();
            altered[position] ^= 0x11;
            try
            {
                Assert.Equal(Model.ParameterCount, Import(Model, altered).ParameterCount);
            }
            catch (DataFormatException)
            {
                refused++;
            }
        }
        Assert.True(refused > 100, $"{refused} refused");
    }

    private static void Refused(IEnumerable<Tensor> tensors, string message)
    {
        var bytes = SafeTensors.Write([.. tensors.Select(SafeTensor.Of)]);
        Assert.StartsWith(message, Assert.Throws<DataFormatException>(() => Import(Model, bytes)).Message, StringComparison.Ordinal);
    }

    private static Autoencoder Import(IWindowModel architecture, byte[] bytes) =>
        SafeTensorsImport.Read(architecture, new MemoryStream(bytes), "test.safetensors");
}
