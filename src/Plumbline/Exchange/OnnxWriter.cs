using System.Globalization;

namespace Plumbline.Exchange;

/// <summary>Writes ONNX files; the field numbers are those of onnx.proto.</summary>
internal static class OnnxWriter
{
    // Of 2022, together with operator set 17: what every runtime of the last years reads.
    private const int IrVersion = 8;

    public static void Write(OnnxModel model, Stream stream)
    {
        var file = new ProtoWriter();
        file.Integer(1, IrVersion);
        file.Text(2, "plumbline");
        file.Text(3, typeof(OnnxWriter).Assembly.GetName().Version!.ToString(3));
        file.Message(7, writer => Write(model.Graph, writer));
        file.Message(8, opset =>
        {
            opset.Text(1, "");
            opset.Integer(2, model.Opset);
        });
        foreach (var (key, value) in model.Metadata)
        {
            file.Message(14, property =>
            {
                property.Text(1, key);
                property.Text(2, value);
            });
        }
        stream.Write(file.Written);
    }

    private static void Write(OnnxGraph graph, ProtoWriter writer)
    {
        foreach (var node in graph.Nodes) writer.Message(1, inner => Write(node, inner));
        writer.Text(2, graph.Name);
        foreach (var tensor in graph.Initializers) writer.Message(5, inner => Write(tensor, inner));
        foreach (var value in graph.Inputs) writer.Message(11, inner => Write(value, inner));
        foreach (var value in graph.Outputs) writer.Message(12, inner => Write(value, inner));
    }

    private static void Write(OnnxNode node, ProtoWriter writer)
    {
        foreach (var name in node.Inputs) writer.Text(1, name);
        foreach (var name in node.Outputs) writer.Text(2, name);
        writer.Text(3, node.Name);
        writer.Text(4, node.Operator);
        foreach (var attribute in node.Attributes) writer.Message(5, inner => Write(attribute, inner));
    }

    private static void Write(OnnxAttribute attribute, ProtoWriter writer)
    {
        writer.Text(1, attribute.Name);
        if (attribute.Single is { } single)
        {
            writer.Single(2, single);
            writer.Integer(20, 1);
        }
        else if (attribute.Integer is { } integer)
        {
            writer.Integer(3, integer);
            writer.Integer(20, 2);
        }
        else if (attribute.Integers is { } integers)
        {
            foreach (var value in integers) writer.Integer(8, value);
            writer.Integer(20, 7);
        }
        else if (attribute.Text is { } text)
        {
            writer.Text(4, text);
            writer.Integer(20, 3);
        }
        else if (attribute.Singles is { } singles)
        {
            foreach (var value in singles) writer.Single(7, value);
            writer.Integer(20, 6);
        }
        else if (attribute.Texts is { } texts)
        {
            foreach (var value in texts) writer.Text(9, value);
            writer.Integer(20, 8);
        }
        else if (attribute.Tensor is { } tensor)
        {
            writer.Message(5, inner => Write(tensor, inner));
            writer.Integer(20, 4);
        }
    }

    private static void Write(OnnxTensor tensor, ProtoWriter writer)
    {
        foreach (var length in tensor.Shape) writer.Integer(1, length);
        writer.Integer(2, tensor.Type);
        writer.Text(8, tensor.Name);
        writer.Bytes(9, tensor.Bytes.Span);
    }

    private static void Write(OnnxValue value, ProtoWriter writer)
    {
        writer.Text(1, value.Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, OnnxTensor.Float);
            tensor.Message(2, shape =>
            {
                foreach (var length in value.Shape)
                {
                    shape.Message(1, dimension =>
                    {
                        if (long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) dimension.Integer(1, number);
                        else dimension.Text(2, length);
                    });
                }
            });
        }));
    }
}
