using System.Globalization;
using Plumbline.Data;

namespace Plumbline.Exchange;

/// <summary>The nodes of a graph that calculate with its input, taken one after the other, and the constants they use.</summary>
internal sealed class OnnxNodes
{
    // They leave values as they are (Dropout does so outside of training) and, of rows, their order.
    private static readonly string[] Transparent = ["Flatten", "Reshape", "Identity", "Squeeze", "Unsqueeze", "Dropout"];

    // Over steps they only move values; Resize repeats them.
    private static readonly string[] Moving = ["Transpose", "Tile", "Expand", "Slice", "Gather", "Split", "Concat", "Cast", "Resize"];

    private const int Input = -1;

    private readonly OnnxGraph graph;
    private readonly string source;
    private readonly Dictionary<string, OnnxTensor> constants = [];
    private readonly List<OnnxNode> calculating = [];
    private readonly List<int[]> feeds = []; // of each of them: which ones its inputs come from
    private readonly Dictionary<string, int[]> origins = []; // of each value: the calculating nodes it comes from
    private int next;
    private int[] at = [Input]; // where the walk stands

    public OnnxNodes(OnnxGraph graph, bool overSteps, int windowLength, int signalCount, string source)
    {
        (this.graph, this.source) = (graph, source);
        foreach (var tensor in graph.Initializers) constants[tensor.Name] = tensor;
        var inputs = graph.Inputs.Where(input => !constants.ContainsKey(input.Name)).ToList(); // old files list constants too
        if (inputs.Count != 1) throw Fault("", $"{inputs.Count} inputs", "one input, the windows");
        if (graph.Outputs.Count != 1) throw Fault("", $"{graph.Outputs.Count} outputs", "one output, the reconstructions");
        CheckShape(inputs[0], windowLength, signalCount);
        origins[inputs[0].Name] = [Input];
        foreach (var node in graph.Nodes) Place(node, overSteps);
    }

    /// <summary>The next calculating node.</summary>
    /// <param name="expected">In words.</param>
    public OnnxNode Take(string expected, params string[] operators)
    {
        if (next == calculating.Count) throw Fault($"value '{graph.Outputs[0].Name}'", "the output of the network", expected);
        var node = calculating[next];
        if (!operators.Contains(node.Operator)) throw Fault(node, $"operator {node.Operator}", expected);
        if (!feeds[next].SequenceEqual(at)) throw Fault(node, $"the output of {Names(feeds[next])} as input", $"that of {Names(at)}");
        at = [next++];
        return node;
    }

    public bool NextIs(string operation) => next < calculating.Count && calculating[next].Operator == operation;

    /// <summary>Several parts side by side that all take what there is now, joined by a Concat in their order.</summary>
    public void Side(int parts, Action<int> take, string what)
    {
        var (from, ends) = (at, new List<int>());
        for (var part = 0; part < parts; part++)
        {
            at = from;
            take(part);
            ends.AddRange(at);
        }
        at = [.. ends];
        if (ends.Distinct().Count() != ends.Count) throw Fault("", $"{what} without a node of their own", "one at least in each");
    }

    /// <summary>Nothing may be left.</summary>
    public void End(int layers)
    {
        if (next < calculating.Count) throw Fault(calculating[next], $"operator {calculating[next].Operator}", $"the end after {layers} layers");
        var output = graph.Outputs[0].Name;
        if (!origins.TryGetValue(output, out var origin) || !origin.SequenceEqual(at)) throw Fault($"value '{output}'", "another output", $"that of {Names(at)}");
    }

    public static OnnxAttribute? Attribute(OnnxNode node, string name) => node.Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>A setting that may be left out must be this number, or a list of it alone.</summary>
    public void Require(OnnxNode node, string name, long expected)
    {
        if (Attribute(node, name) is not { } attribute) return;
        if (attribute.Integers is { } list ? list.Any(number => number != expected) : attribute.Integer != expected)
            throw Fault(node, $"{name} {(attribute.Integers is { } some ? $"[{string.Join(", ", some)}]" : attribute.Integer)}", $"{expected}");
    }

    /// <summary>Whether a Gemm takes its kernel the other way round; other settings that change the product are refused.</summary>
    public bool IsTurned(OnnxNode node)
    {
        foreach (var attribute in node.Attributes.Where(attribute => attribute.Name != "transB"))
        {
            if (attribute.Single is { } factor and not 1) throw Fault(node, $"{attribute.Name} {factor}", "1");
            if (attribute.Integer is { } flag and not 0) throw Fault(node, $"{attribute.Name} {flag}", "0");
        }
        return Attribute(node, "transB")?.Integer == 1;
    }

    /// <summary>The values of the only input that is a constant.</summary>
    public float[] ConstantOf(OnnxNode node, int[] shape) => Constant(node, constants.ContainsKey(node.Inputs[0]) ? 0 : 1, shape);

    public float[] Constant(OnnxNode node, int input, int[] shape)
    {
        if (input >= node.Inputs.Count) throw Fault(node, $"{node.Inputs.Count} inputs", $"at least {input + 1}");
        if (!constants.TryGetValue(node.Inputs[input], out var tensor)) throw Fault(node, $"'{node.Inputs[input]}', which is calculated", "a constant tensor");
        var place = $"tensor '{node.Inputs[input]}' of {PlaceOf(node)}";
        if (tensor.Type != OnnxTensor.Float) throw Fault(place, $"data type {tensor.Type}", $"{OnnxTensor.Float} (float)");
        var isRow = shape.Length == 1 && tensor.Shape is [1, _]; // some exporters write a bias as [1, output]
        if (!(isRow ? tensor.Shape.Skip(1) : tensor.Shape).SequenceEqual(shape.Select(length => (long)length)))
            throw Fault(place, $"shape [{string.Join(", ", tensor.Shape)}]", $"[{string.Join(", ", shape)}]");
        return tensor.Singles();
    }

    public DataFormatException Fault(OnnxNode node, string found, string expected) => Fault(PlaceOf(node), found, expected);

    /// <summary>[row, column] to [column, row].</summary>
    public static float[] Turned(float[] values, int rows, int columns)
    {
        var turned = new float[values.Length];
        for (var i = 0; i < turned.Length; i++) turned[i] = values[(i % rows * columns) + (i / rows)];
        return turned;
    }

    private void Place(OnnxNode node, bool overSteps)
    {
        if (node.Outputs.Count == 1 && ConstantOf(node) is { } tensor) constants[node.Outputs[0]] = tensor;
        // A shape is no value: who only asks for it, or calculates with it, does nothing to the values.
        if (node.Operator is "Shape" or "Size") return;
        var from = node.Inputs.Where(origins.ContainsKey).SelectMany(input => origins[input]).ToArray();
        if (from.Length == 0) return;
        int[] to;
        if (Transparent.Contains(node.Operator) || (overSteps && Moving.Contains(node.Operator))) to = node.Operator == "Concat" ? [.. from.Distinct()] : origins[node.Inputs.First(origins.ContainsKey)];
        else
        {
            to = [calculating.Count];
            calculating.Add(node);
            feeds.Add([.. from.Distinct()]);
        }
        foreach (var output in node.Outputs) origins[output] = to;
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

    private OnnxTensor? ConstantOf(OnnxNode node) => node.Operator switch
    {
        "Constant" => Attribute(node, "value")?.Tensor,
        "Identity" when node.Inputs.Count == 1 => constants.GetValueOrDefault(node.Inputs[0]),
        "Transpose" when node.Inputs.Count == 1 && constants.GetValueOrDefault(node.Inputs[0]) is { Type: OnnxTensor.Float, Shape: [var rows, var columns] } tensor
            && node.Attributes.All(attribute => attribute is { Name: "perm", Integers: [1, 0] }) =>
                OnnxTensor.Of(tensor.Name, [(int)columns, (int)rows], Turned(tensor.Singles(), (int)rows, (int)columns)),
        _ => null,
    };

    private string Names(int[] origin) => origin is [Input] ? "the network's input" : string.Join(" and ", origin.Select(node => node == Input ? "the network's input" : PlaceOf(calculating[node])));

    private static string PlaceOf(OnnxNode node) => $"node '{(node.Name.Length > 0 ? node.Name : node.Outputs.FirstOrDefault(""))}' ({node.Operator})";

    private DataFormatException Fault(string position, string found, string expected) => new(source, position, found, expected);
}
