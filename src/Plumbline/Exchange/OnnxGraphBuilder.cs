using Plumbline.Neural;
using Plumbline.Neural.Kernels;

namespace Plumbline.Exchange;

/// <summary>Puts a network together node by node; a node's only output has the node's name.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxTensor> tensors = [];

    /// <summary>Adds a node.</summary>
    /// <returns>The value it gives.</returns>
    public string Node(string operation, string name, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        nodes.Add(new OnnxNode(operation, name, inputs, [name], attributes));
        return name;
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name as a value.</returns>
    public string Constant(OnnxTensor tensor)
    {
        tensors.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A constant with a tensor's name.</summary>
    public string Constant(Tensor tensor) => Constant(OnnxTensor.Of(tensor.Name, tensor.Shape, tensor.Values.Span));

    /// <summary>Adds a node of several outputs.</summary>
    public void Node(string operation, string name, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params OnnxAttribute[] attributes) =>
        nodes.Add(new OnnxNode(operation, name, inputs, outputs, attributes));

    /// <param name="axes">Of the input, in the output's order.</param>
    public string Transpose(string name, string value, params long[] axes) => Node("Transpose", name, [value], new OnnxAttribute("perm", Integers: axes));

    /// <summary>The batch keeps its length.</summary>
    public string Reshape(string name, string value, params long[] lengths) => Node("Reshape", name, [value, Numbers($"{name}.shape", [0, .. lengths])]);

    public string Tile(string name, string value, params long[] repeats) => Node("Tile", name, [value, Numbers($"{name}.repeats", repeats)]);

    public string Squeeze(string name, string value, long axis) => Node("Squeeze", name, [value, Numbers($"{name}.axis", axis)]);

    /// <param name="to">Exclusive.</param>
    public string Slice(string name, string value, long axis, long from, long to) =>
        Node("Slice", name, [value, Numbers($"{name}.from", from), Numbers($"{name}.to", to), Numbers($"{name}.axis", axis)]);

    /// <summary>The graph of everything added.</summary>
    public OnnxGraph Build(string name, OnnxValue input, OnnxValue output) => new(name, nodes, tensors, [input], [output]);

    /// <summary>The standard operator; empty for none.</summary>
    public static string OperatorOf(Activation activation) => activation switch
    {
        Activation.Linear => "",
        Activation.Relu => "Relu",
        Activation.Tanh => "Tanh",
        Activation.Sigmoid => "Sigmoid",
        Activation.Softplus => "Softplus",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No operator for it."),
    };

    private string Numbers(string name, params long[] values) => Constant(OnnxTensor.Of(name, values));
}
