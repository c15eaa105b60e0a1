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

    /// <summary>activation(input x kernel + bias).</summary>
    /// <param name="input">[row, input].</param>
    /// <param name="kernel">[input, output].</param>
    /// <param name="bias">[output].</param>
    public string Dense(string input, Tensor kernel, Tensor bias, Activation activation, string name)
    {
        var sums = Node("Gemm", name, [input, Constant(OnnxTensor.Of(kernel.Name, kernel.Shape, kernel.Values.Span)),
            Constant(OnnxTensor.Of(bias.Name, bias.Shape, bias.Values.Span))]);
        return activation == Activation.Linear ? sums : Node(OperatorOf(activation), $"{name}.{activation.ToString().ToLowerInvariant()}", [sums]);
    }

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
}
