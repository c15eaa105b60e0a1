using System.Runtime.InteropServices;

namespace Plumbline.Exchange;

/// <summary>What an ONNX file says of a network, as far as exchange needs it; names and numbers are those of onnx.proto.</summary>
/// <param name="Opset">Version of the standard operators the nodes are written in.</param>
/// <param name="Graph">The network.</param>
/// <param name="Metadata">Free properties of the model.</param>
internal sealed record OnnxModel(long Opset, OnnxGraph Graph, IReadOnlyList<KeyValuePair<string, string>> Metadata);

/// <param name="Nodes">Operations, each after those it needs.</param>
/// <param name="Initializers">Constant tensors.</param>
internal sealed record OnnxGraph(string Name, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers,
    IReadOnlyList<OnnxValue> Inputs, IReadOnlyList<OnnxValue> Outputs);

/// <summary>One operation; an empty input name is an optional input left out.</summary>
internal sealed record OnnxNode(string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>A setting of a node; what is null it does not hold.</summary>
internal sealed record OnnxAttribute(string Name, long? Integer = null, float? Single = null, string? Text = null, IReadOnlyList<long>? Integers = null,
    IReadOnlyList<float>? Singles = null, IReadOnlyList<string>? Texts = null, OnnxTensor? Tensor = null);

/// <param name="Bytes">Row-major, little-endian.</param>
internal sealed record OnnxTensor(string Name, int Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    public const int Float = 1;
    public const int Int64 = 7;

    public static OnnxTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        new(name, Float, [.. shape.Select(length => (long)length)], MemoryMarshal.AsBytes(values).ToArray());

    public static OnnxTensor Of(string name, ReadOnlySpan<long> values) =>
        new(name, Int64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    public float[] Singles() => MemoryMarshal.Cast<byte, float>(Bytes.Span).ToArray();
}

/// <summary>A float tensor that goes in or comes out.</summary>
/// <param name="Shape">A length, or the name of one that may be any.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<string> Shape);
