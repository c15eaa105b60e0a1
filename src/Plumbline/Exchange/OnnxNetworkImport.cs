using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Exchange;

/// <summary>Walks a graph and a network side by side and reads off each layer's tensors.</summary>
/// <remarks>
/// Nodes that calculate with what comes from the input must be those of the layers, in their order, each fed by the one before it. Nodes that
/// only move values, such as reshaping and turning, are passed over; of a network over steps they are trusted.
/// </remarks>
internal sealed class OnnxNetworkImport
{
    private readonly OnnxNodes nodes;
    private readonly List<Tensor> tensors = [];

    private OnnxNetworkImport(OnnxNodes nodes) => this.nodes = nodes;

    /// <summary>Tensors as <see cref="Network.Load"/> takes them.</summary>
    /// <exception cref="DataFormatException">The graph is another network; the message names the node or tensor.</exception>
    /// <exception cref="ArgumentException">A layer's weights cannot be read from ONNX.</exception>
    public static IReadOnlyList<Tensor> Tensors(OnnxGraph graph, Network network, int windowLength, int signalCount, string source)
    {
        var overSteps = network.Layers.ToArray().Any(layer => layer is not DenseLayer { InputSteps: 1 });
        var import = new OnnxNetworkImport(new OnnxNodes(graph, overSteps, windowLength, signalCount, source));
        for (var i = 0; i < network.Layers.Length; i++) import.Take(network.Layers[i], $"{network.Layers[i].Kind}_{i}");
        import.nodes.End(network.Layers.Length);
        return import.tensors;
    }

    private void Take(Layer layer, string name)
    {
        switch (layer)
        {
            case DropoutLayer or ActivityPenaltyLayer or GaussianLatentLayer or TransposeLayer or UpSamplingLayer:
                break; // only moves values, or does nothing while scoring
            case DenseLayer dense:
                TakeDense(dense, name);
                break;
            case RecurrentLayer recurrent:
                TakeRecurrent(recurrent, name, "");
                break;
            case BidirectionalLayer both:
                var (forward, backward) = (both.ForwardHalf, both.BackwardHalf);
                nodes.Side(2, half => TakeRecurrent(half == 0 ? forward : backward, name, half == 0 ? "forward_" : "backward_"), $"the halves of {name}");
                break;
            case ParallelLayer parallel:
                var branches = parallel.Branches.ToArray();
                nodes.Side(branches.Length, branch =>
                {
                    for (var i = 0; i < branches[branch].Layers.Length; i++)
                        Take(branches[branch].Layers[i], $"{name}.branch_{branch}.{branches[branch].Layers[i].Kind}_{i}");
                }, $"the branches of {name}");
                break;
            case TapLayer convolution:
                TakeConvolution(convolution, name);
                break;
            case MaxPoolLayer pool:
                var pooling = nodes.Take($"MaxPool of {name}", "MaxPool");
                nodes.Require(pooling, "kernel_shape", pool.Size);
                nodes.Require(pooling, "strides", pool.Size);
                break;
            case BatchNormalisationLayer:
                var batch = nodes.Take($"BatchNormalization of {name}", "BatchNormalization");
                string[] parts = ["gamma", "beta", "moving_mean", "moving_variance"];
                for (var i = 0; i < parts.Length; i++) Add($"{name}.{parts[i]}", nodes.Constant(batch, i + 1, [layer.Inputs]), layer.Inputs);
                break;
            case LayerNormalisationLayer:
                var normalisation = nodes.Take($"LayerNormalization of {name}", "LayerNormalization");
                Add($"{name}.gamma", nodes.Constant(normalisation, 1, [layer.Inputs]), layer.Inputs);
                Add($"{name}.beta", nodes.Constant(normalisation, 2, [layer.Inputs]), layer.Inputs);
                break;
            default:
                throw new ArgumentException($"Weights of the layer {name} cannot be read from ONNX.", nameof(layer));
        }
    }

    private void TakeDense(DenseLayer layer, string name)
    {
        var (inputs, outputs) = (layer.Inputs, layer.Outputs);
        var node = nodes.Take($"Gemm or MatMul of {name}", "Gemm", "MatMul");
        var isTurned = nodes.IsTurned(node);
        var kernel = nodes.Constant(node, 1, isTurned ? [outputs, inputs] : [inputs, outputs]);
        Add($"{name}.kernel", isTurned ? OnnxNodes.Turned(kernel, outputs, inputs) : kernel, inputs, outputs);
        // A layer without a bias is one whose bias is zero.
        if (node.Operator == "Gemm" && node.Inputs.Count > 2 && node.Inputs[2].Length > 0) Add($"{name}.bias", nodes.Constant(node, 2, [outputs]), outputs);
        else if (node.Operator == "Gemm" || !nodes.NextIs("Add")) Add($"{name}.bias", new float[outputs], outputs);
        else Add($"{name}.bias", nodes.ConstantOf(nodes.Take("Add", "Add"), [outputs]), outputs);
        TakeActivation(layer.Activation, name);
    }

    private void TakeConvolution(TapLayer layer, string name)
    {
        var node = nodes.Take($"{OnnxConvolution.OperatorOf(layer)} of {name}", OnnxConvolution.OperatorOf(layer));
        var settings = OnnxConvolution.SettingsOf(layer);
        nodes.Require(node, "strides", settings.Stride);
        nodes.Require(node, "dilations", 1);
        nodes.Require(node, "group", 1);
        if (OnnxNodes.Attribute(node, "pads")?.Integers is { } pads && !pads.SequenceEqual([settings.Left, settings.Right]))
            throw nodes.Fault(node, $"pads [{string.Join(", ", pads)}]", $"[{settings.Left}, {settings.Right}]");
        Add($"{name}.kernel", OnnxConvolution.Restored(layer, nodes.Constant(node, 1, OnnxConvolution.ShapeOf(layer))), layer.Width, layer.Inputs, layer.Outputs);
        Add($"{name}.bias", node.Inputs.Count > 2 ? nodes.Constant(node, 2, [layer.Outputs]) : new float[layer.Outputs], layer.Outputs);
        TakeActivation(layer.Activation, name);
    }

    private void TakeRecurrent(RecurrentLayer layer, string name, string half)
    {
        var (operation, gates, units) = (OnnxRecurrent.OperatorOf(layer), OnnxRecurrent.GatesOf(layer), layer.Outputs);
        var fromState = layer.Options.Input == RecurrentInput.State;
        var (inputs, width) = (fromState ? 1 : layer.Inputs, gates.Length * units);
        var node = nodes.Take($"{operation} of {name}", operation);
        nodes.Require(node, "layout", 0);
        if (layer.ResetsAfter && OnnxNodes.Attribute(node, "linear_before_reset")?.Integer is not 1)
            throw nodes.Fault(node, "a reset gate before the product", "one after it (linear_before_reset 1)");
        var direction = OnnxNodes.Attribute(node, "direction")?.Text ?? "forward";
        var expected = layer.Options.Direction == TimeDirection.Forward ? "forward" : "reverse";
        if (direction != expected) throw nodes.Fault(node, $"direction {direction}", expected);
        string[] activations = [.. OnnxNodes.Attribute(node, "activations")?.Texts ?? OnnxRecurrent.DefaultActivationsOf(layer)];
        if (!activations.SequenceEqual(OnnxRecurrent.ActivationsOf(layer)))
            throw nodes.Fault(node, $"activations {string.Join(", ", activations)}", string.Join(", ", OnnxRecurrent.ActivationsOf(layer)));
        var kernel = nodes.Constant(node, 1, [1, width, inputs]);
        var recurrent = nodes.Constant(node, 2, [1, width, units]);
        var biases = node.Inputs.Count > 3 && node.Inputs[3].Length > 0 ? nodes.Constant(node, 3, [1, 2 * width]) : new float[2 * width];
        if (!fromState) Add($"{name}.{half}kernel", OnnxRecurrent.Restored(kernel, inputs, units, gates), inputs, width);
        Add($"{name}.{half}recurrent_kernel", OnnxRecurrent.Restored(recurrent, units, units, gates), units, width);
        var (first, second) = (OnnxRecurrent.Restored(biases.AsSpan(0, width), 1, units, gates), OnnxRecurrent.Restored(biases.AsSpan(width), 1, units, gates));
        if (layer.ResetsAfter) Add($"{name}.{half}recurrent_bias", second, width);
        else for (var i = 0; i < width; i++) first[i] += second[i]; // only their sum counts
        Add($"{name}.{half}bias", first, width);
    }

    private void TakeActivation(Activation activation, string name)
    {
        if (activation != Activation.Linear) nodes.Take($"the activation of {name}, {activation}", OnnxGraphBuilder.OperatorOf(activation));
    }

    private void Add(string name, float[] values, params int[] shape) => tensors.Add(new Tensor(name, shape, values));
}
