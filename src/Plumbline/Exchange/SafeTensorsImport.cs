using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;

namespace Plumbline.Exchange;

/// <summary>Takes the weights of a safetensors file over into a model of the same architecture.</summary>
/// <remarks>Tensors are named as the model's own: <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output] and so
/// on, all of them and no others, in <c>F32</c>.</remarks>
public static class SafeTensorsImport
{
    /// <inheritdoc cref="OnnxImport.Read(IWindowModel, Stream, string)"/>
    /// <exception cref="DataFormatException">The file is no safetensors file, damaged, or holds other tensors.</exception>
    public static Autoencoder Read(IWindowModel architecture, Stream stream, string source)
    {
        var target = WeightTarget.Of(architecture);
        try
        {
            return target.With([.. SafeTensors.Read(WholeStream.Read(stream)).Select(tensor => tensor.ToTensor())], source);
        }
        catch (FormatException fault)
        {
            throw new DataFormatException(source, "", $"a damaged file ({fault.Message})", "a safetensors file of float tensors", fault);
        }
    }
}
