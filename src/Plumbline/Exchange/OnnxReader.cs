using System.Globalization;
using System.Runtime.InteropServices;

namespace Plumbline.Exchange;

/// <summary>Reads ONNX files; the field numbers are those of onnx.proto, and fields that exchange does not need are passed over.</summary>
internal static class OnnxReader
{
    /// <exception cref="FormatException">The bytes are no ONNX file, or one whose tensors do not hold what they say.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> file)
    {
        OnnxGraph? graph = null;
        long opset = 0;
        var metadata = new List<KeyValuePair<string, string>>();
        for (var field = new ProtoReader(file); field.Next();)
        {
            switch (field.Field)
            {
                case 7:
                    graph = graph is null ? ReadGraph(field.Message()) : throw new FormatException("a second graph");
                    break;
                case 8:
                    var (domain, version) = ReadOpset(field.Message());
                    if (domain is "" or "ai.onnx") opset = version;
                    break;
                case 14:
                    metadata.Add(ReadProperty(field.Message()));
                    break;
            }
        }
        return new OnnxModel(opset, graph ?? throw new FormatException("no graph"), metadata);
    }

    private static (string Domain, long Version) ReadOpset(ProtoReader field)
    {
        var (domain, version) = ("", 0L);
        while (field.Next())
        {
            if (field.Field == 1) domain = field.Text();
            else if (field.Field == 2) version = field.Integer();
        }
        return (domain, version);
    }

    private static KeyValuePair<string, string> ReadProperty(ProtoReader field)
    {
        var (key, value) = ("", "");
        while (field.Next())
        {
            if (field.Field == 1) key = field.Text();
            else if (field.Field == 2) value = field.Text();
        }
        return new(key, value);
    }

    private static OnnxGraph ReadGraph(ProtoReader field)
    {
        var (name, nodes, tensors, inputs, outputs) = ("", new List<OnnxNode>(), new List<OnnxTensor>(), new List<OnnxValue>(), new List<OnnxValue>());
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1: nodes.Add(ReadNode(field.Message())); break;
                case 2: name = field.Text(); break;
                case 5: tensors.Add(ReadTensor(field.Message())); break;
                case 11: inputs.Add(ReadValue(field.Message())); break;
                case 12: outputs.Add(ReadValue(field.Message())); break;
            }
        }
        return new OnnxGraph(name, nodes, tensors, inputs, outputs);
    }

    private static OnnxNode ReadNode(ProtoReader field)
    {
        var (inputs, outputs, name, type, domain, attributes) = (new List<string>(), new List<string>(), "", "", "", new List<OnnxAttribute>());
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1: inputs.Add(field.Text()); break;
                case 2: outputs.Add(field.Text()); break;
                case 3: name = field.Text(); break;
                case 4: type = field.Text(); break;
                case 5: attributes.Add(ReadAttribute(field.Message())); break;
                case 7: domain = field.Text(); break;
            }
        }
        return new OnnxNode(domain is "" or "ai.onnx" ? type : $"{domain}.{type}", name, inputs, outputs, attributes);
    }

    private static OnnxAttribute ReadAttribute(ProtoReader field)
    {
        var (attribute, integers, texts) = (new OnnxAttribute(""), new List<long>(), new List<string>());
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1: attribute = attribute with { Name = field.Text() }; break;
                case 2: attribute = attribute with { Single = field.Single() }; break;
                case 3: attribute = attribute with { Integer = field.Integer() }; break;
                case 4: attribute = attribute with { Text = field.Text() }; break;
                case 5: attribute = attribute with { Tensor = ReadTensor(field.Message()) }; break;
                case 9: texts.Add(field.Text()); break;
                case 8: field.AddIntegers(integers); break;
            }
        }
        return attribute with { Integers = integers.Count == 0 ? null : integers, Texts = texts.Count == 0 ? null : texts };
    }

    private static OnnxTensor ReadTensor(ProtoReader field)
    {
        var (shape, type, singles, name, isExternal) = (new List<long>(), 0, new List<float>(), "", false);
        ReadOnlyMemory<byte>? raw = null;
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1: field.AddIntegers(shape); break;
                case 2: type = (int)field.Integer(); break;
                case 4: field.AddSingles(singles); break;
                case 8: name = field.Text(); break;
                case 9: raw = field.Bytes(); break;
                case 14: isExternal = field.Integer() == 1; break;
            }
        }
        if (isExternal) throw new FormatException($"tensor '{name}' keeps its values in another file; expected them within this one");
        var bytes = raw ?? MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(singles)).ToArray();
        if (type == OnnxTensor.Float && Size(shape) != bytes.Length / (double)sizeof(float))
            throw new FormatException($"tensor '{name}' has {bytes.Length} bytes for the shape [{string.Join(", ", shape)}]");
        return new OnnxTensor(name, type, shape, bytes);
    }

    // In double precision, which no damaged shape overflows.
    private static double Size(List<long> shape) =>
        shape.Any(length => length < 0) ? double.NaN : shape.Aggregate(1d, (product, length) => product * length);

    private static OnnxValue ReadValue(ProtoReader field)
    {
        var (name, shape) = ("", new List<string>());
        while (field.Next())
        {
            if (field.Field == 1) name = field.Text();
            else if (field.Field == 2) ReadShape(field.Message(), shape);
        }
        return new OnnxValue(name, shape);
    }

    // TypeProto { tensor_type = 1 { shape = 2 { dim = 1 { dim_value = 1, dim_param = 2 } } } }
    private static void ReadShape(ProtoReader type, List<string> shape)
    {
        while (type.Next())
        {
            if (type.Field != 1) continue;
            for (var tensor = type.Message(); tensor.Next();)
            {
                if (tensor.Field != 2) continue;
                for (var dimensions = tensor.Message(); dimensions.Next();)
                {
                    if (dimensions.Field == 1) shape.Add(ReadDimension(dimensions.Message()));
                }
            }
        }
    }

    private static string ReadDimension(ProtoReader field)
    {
        var length = "?";
        while (field.Next())
        {
            if (field.Field == 1) length = field.Integer().ToString(CultureInfo.InvariantCulture);
            else if (field.Field == 2) length = field.Text();
        }
        return length;
    }
}
