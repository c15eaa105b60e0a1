using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;

namespace Plumbline.Exchange;

/// <summary>Takes the weights of an ONNX file over into a model of the same architecture.</summary>
/// <remarks>The file may come from this program or from the exporters of PyTorch and Keras: dense layers as Gemm or as MatMul
/// and Add, kernels either way round, layers without a bias, and nodes between them that only reshape; recurrent layers, convolutions and
/// normalisations as the operators of these names. What is calculated must be the model's own network, layer for layer; anything else is
/// refused with the node or tensor that differs.</remarks>
public static class OnnxImport
{
    private const int OldestOpset = 7; // from it on Gemm and Add broadcast by themselves

    /// <param name="architecture">Model whose shape and options the weights must fit; it stays as it is.</param>
    /// <param name="stream">Read to its end.</param>
    /// <param name="source">File name, for messages.</param>
    /// <returns>A model of that architecture with the weights of the file.</returns>
    /// <exception cref="DataFormatException">The file is no ONNX file, damaged, or holds another network.</exception>
    /// <exception cref="ArgumentException">A model of this kind takes no weights from outside.</exception>
    public static Autoencoder Read(IWindowModel architecture, Stream stream, string source) => Read(architecture, [], stream, source);

    /// <inheritdoc cref="Read(IWindowModel, Stream, string)"/>
    /// <summary>The same for a detector's model; signals or scales that the file states must be the detector's too, for weights
    /// are worth nothing on values that are scaled otherwise.</summary>
    public static Autoencoder Read(Detector detector, Stream stream, string source) =>
        Read(detector.Model, [.. DetectorProperties.Of(detector).Where(property => DetectorProperties.Scaling.Contains(property.Key))], stream, source);

    private static Autoencoder Read(IWindowModel architecture, IReadOnlyList<KeyValuePair<string, string>> expected, Stream stream, string source)
    {
        var target = WeightTarget.Of(architecture);
        try
        {
            var model = OnnxReader.Read(WholeStream.Read(stream));
            if (model.Opset < OldestOpset) throw new DataFormatException(source, "", $"operator set {model.Opset}", $"{OldestOpset} or newer");
            foreach (var (key, found) in model.Metadata)
            {
                if (expected.FirstOrDefault(property => property.Key == key) is { Value: { } value } && value != found)
                    throw new DataFormatException(source, $"property {key}", found, $"the detector's {value}");
            }
            return target.With(OnnxNetworkImport.Tensors(model.Graph, target.Model.Network, target.Model.WindowLength, target.Model.SignalCount, source), source);
        }
        catch (FormatException fault)
        {
            throw new DataFormatException(source, "", $"a damaged file ({fault.Message})", "an ONNX file with its weights in it", fault);
        }
    }
}
