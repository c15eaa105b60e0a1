using System.Globalization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;

namespace Plumbline.Exchange;

/// <summary>Follows an ONNX graph from its input to its output and reads off one dense layer after the other.</summary>
internal sealed class OnnxDenseChain
{
    // They leave the values and their order as they are (Dropout does so outside of training).
    private static readonly string[] Transparent = ["Flatten", "Reshape", "Identity", "Squeeze", "Unsqueeze", "Dropout"];

    private readonly OnnxGraph graph;
    private readonly string source;
    private readonly Dictionary<string, OnnxTensor> constants = [];
    private readonly ILookup<string, OnnxNode> users;
    private string value = "";
    private int nodesTaken;

    public OnnxDenseChain(OnnxGraph graph, string source)
    {
        (this.graph, this.source) = (graph, source);
        foreach (var tensor in graph.Initializers) constants[tensor.Name] = tensor;
        foreach (var node in graph.Nodes)
        {
            if (node.Outputs.Count == 1 && ConstantOf(node) is { } tensor) constants[node.Outputs[0]] = tensor;
        }
        // Who asks for the shape only does nothing to the values.
        users = graph.Nodes.Where(node => node.Operator != "Shape")
            .SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(use => use.input, use => use.node);
    }

    /// <summary>Kernels and biases as <see cref="Network.Load"/> takes them.</summary>
    /// <param name="target">The network that the graph must be.</param>
    /// <exception cref="DataFormatException">The graph is another network; the message names the node or tensor.</exception>
    public IReadOnlyList<Tensor> Tensors(WeightTarget target)
    {
        var inputs = graph.Inputs.Where(input => !constants.ContainsKey(input.Name)).ToList(); // old files list constants too
        if (inputs.Count != 1) throw Fault("", $"{inputs.Count} inputs", "one input, the windows");
        if (graph.Outputs.Count != 1) throw Fault("", $"{graph.Outputs.Count} outputs", "one output, the reconstructions");
        CheckShape(inputs[0], target.Model.WindowLength, target.Model.SignalCount);
        value = inputs[0].Name;
        var tensors = new List<Tensor>();
        for (var i = 0; i < target.Layers.Count; i++)
        {
            var (width, units, activation) = target.Layers[i];
            var node = Take($"Gemm or MatMul of dense layer {i}", ["Gemm", "MatMul"]);
            tensors.Add(new Tensor($"dense_{i}.kernel", [width, units], Kernel(node, width, units)));
            tensors.Add(new Tensor($"dense_{i}.bias", [units], Bias(node, units)));
            if (activation != Activation.Linear) Take($"the activation of dense layer {i}, {activation}", [OnnxGraphBuilder.OperatorOf(activation)]);
        }
        if (Peek() is { } rest) throw Fault(Place(rest), $"operator {rest.Operator}", $"the end after {target.Layers.Count} dense layers");
        return tensors;
    }

    // Kernels alone would not show that steps and signals are the other way round. Lengths that a file leaves open may be any.
    private void CheckShape(OnnxValue input, int windowLength, int signalCount)
    {
        string[] expected = input.Shape.Count == 3 ? ["batch", $"{windowLength}", $"{signalCount}"] : ["batch", $"{windowLength * signalCount}"];
        if (input.Shape.Count is not (2 or 3)) return;
        for (var axis = 1; axis < expected.Length; axis++)
        {
            if (long.TryParse(input.Shape[axis], NumberStyles.None, CultureInfo.InvariantCulture, out _) && input.Shape[axis] != expected[axis])
                throw Fault($"input '{input.Name}'", $"shape [{string.Join(", ", input.Shape)}]", $"[{string.Join(", ", expected)}]");
        }
    }

    // [input, output]
    private ReadOnlyMemory<float> Kernel(OnnxNode node, int inputs, int outputs)
    {
        var isTurned = false;
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Name == "transB") isTurned = attribute.Integer == 1;
            else if (attribute.Single is { } factor and not 1) throw Fault(Place(node), $"{attribute.Name} {factor}", "1");
            else if (attribute.Integer is { } flag and not 0) throw Fault(Place(node), $"{attribute.Name} {flag}", "0");
        }
        return isTurned ? Turned(Constant(node, 1, [outputs, inputs])).Values : Constant(node, 1, [inputs, outputs]).Values;
    }

    // A layer without a bias is one whose bias is zero.
    private ReadOnlyMemory<float> Bias(OnnxNode node, int units)
    {
        if (node.Operator == "Gemm" && node.Inputs.Count > 2 && node.Inputs[2].Length > 0) return Constant(node, 2, [units]).Values;
        if (node.Operator == "Gemm" || Peek()?.Operator != "Add") return new float[units];
        var before = value;
        var add = Take("Add", ["Add"], anyInput: true);
        return Constant(add, add.Inputs[0] == before ? 1 : 0, [units]).Values;
    }

    // The next node, past those that change nothing; null at the end.
    private OnnxNode? Peek()
    {
        while (true)
        {
            var next = users[value].ToList();
            if (next.Count == 0 && value == graph.Outputs[0].Name) return null;
            if (next.Count != 1) throw Fault($"value '{value}'", $"{next.Count} nodes that use it", "one, or the output of the network");
            if (!Transparent.Contains(next[0].Operator)) return next[0];
            Follow(next[0], anyInput: false);
        }
    }

    private OnnxNode Take(string expected, string[] operators, bool anyInput = false)
    {
        var node = Peek() ?? throw Fault($"value '{value}'", "the output of the network", expected);
        if (!operators.Contains(node.Operator)) throw Fault(Place(node), $"operator {node.Operator}", expected);
        Follow(node, anyInput);
        return node;
    }

    private void Follow(OnnxNode node, bool anyInput)
    {
        if (++nodesTaken > graph.Nodes.Count) throw Fault(Place(node), "a circle", "every node to come after those it needs");
        if (!anyInput && node.Inputs[0] != value) throw Fault(Place(node), $"'{value}' as another input", $"'{value}' as its first");
        if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0) throw Fault(Place(node), "no output", "one");
        value = node.Outputs[0];
    }

    private Tensor Constant(OnnxNode node, int input, int[] shape)
    {
        if (input >= node.Inputs.Count) throw Fault(Place(node), $"{node.Inputs.Count} inputs", $"at least {input + 1}");
        if (!constants.TryGetValue(node.Inputs[input], out var tensor)) throw Fault(Place(node), $"'{node.Inputs[input]}', which is calculated", "a constant tensor");
        var place = $"tensor '{node.Inputs[input]}' of {Place(node)}";
        if (tensor.Type != OnnxTensor.Float) throw Fault(place, $"data type {tensor.Type}", $"{OnnxTensor.Float} (float)");
        var isRow = shape.Length == 1 && tensor.Shape is [1, _]; // some exporters write a bias as [1, output]
        if (!(isRow ? tensor.Shape.Skip(1) : tensor.Shape).SequenceEqual(shape.Select(length => (long)length)))
            throw Fault(place, $"shape [{string.Join(", ", tensor.Shape)}]", $"[{string.Join(", ", shape)}]");
        return new Tensor(tensor.Name, shape, tensor.Singles());
    }

    private OnnxTensor? ConstantOf(OnnxNode node) => node.Operator switch
    {
        "Constant" => node.Attributes.FirstOrDefault(attribute => attribute.Name == "value")?.Tensor,
        "Identity" when node.Inputs.Count == 1 => constants.GetValueOrDefault(node.Inputs[0]),
        "Transpose" when node.Inputs.Count == 1 && constants.GetValueOrDefault(node.Inputs[0]) is { Type: OnnxTensor.Float, Shape: [var rows, var columns] } tensor
            && node.Attributes.All(attribute => attribute is { Name: "perm", Integers: [1, 0] }) => Turned(tensor, (int)rows, (int)columns),
        _ => null,
    };

    private static OnnxTensor Turned(OnnxTensor tensor, int rows, int columns)
    {
        var turned = Turned(new Tensor(tensor.Name, [rows, columns], tensor.Singles()));
        return OnnxTensor.Of(tensor.Name, turned.Shape, turned.Values.Span);
    }

    private static Tensor Turned(Tensor tensor)
    {
        var (rows, columns) = (tensor.Shape[0], tensor.Shape[1]);
        var from = tensor.Values.Span;
        var to = new float[from.Length];
        for (var i = 0; i < to.Length; i++) to[i] = from[(i % rows * columns) + (i / rows)]; // to[column, row]
        return new Tensor(tensor.Name, [columns, rows], to);
    }

    private static string Place(OnnxNode node) => $"node '{(node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(""))}' ({node.Operator})";

    private DataFormatException Fault(string position, string found, string expected) => new(source, position, found, expected);
}
