using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Exchange;

/// <summary>Puts a network into a graph, layer by layer, as it scores: what only trains, such as dropout, is left out.</summary>
/// <remarks>Values are [batch, step, feature]; between dense layers of a single step they are [batch, feature].</remarks>
internal sealed class OnnxNetworkExport
{
    private readonly OnnxGraphBuilder builder;
    private readonly Dictionary<string, Tensor> tensors;
    private bool isFlat;

    private OnnxNetworkExport(Network network, OnnxGraphBuilder builder)
    {
        this.builder = builder;
        tensors = network.Tensors().ToDictionary(tensor => tensor.Name);
    }

    /// <param name="value">[batch, ...], as many values for each of the batch as the network takes.</param>
    /// <returns>[batch, ...], as many as it gives.</returns>
    /// <exception cref="ArgumentException">There is no ONNX form of a layer.</exception>
    public static string Add(Network network, string value, OnnxGraphBuilder builder)
    {
        var export = new OnnxNetworkExport(network, builder);
        for (var i = 0; i < network.Layers.Length; i++) value = export.Add(network.Layers[i], $"{network.Layers[i].Kind}_{i}", value);
        return value;
    }

    private string Add(Layer layer, string name, string value)
    {
        if (layer is DropoutLayer or ActivityPenaltyLayer) return value;
        if (layer is DenseLayer { InputSteps: 1 } single) return Rows(single, name, value);
        if (isFlat) value = builder.Reshape($"{name}.steps", value, layer.InputSteps, layer.Inputs);
        isFlat = false;
        return layer switch
        {
            DenseLayer dense => Activated(builder.Node("Add", name,
                [builder.Node("MatMul", $"{name}.product", [value, Weights(name, "kernel")]), Weights(name, "bias")]), dense.Activation, name),
            RecurrentLayer recurrent => Recurrent(recurrent, name, "", value),
            BidirectionalLayer both => builder.Node("Concat", name, [Recurrent(both.ForwardHalf, name, "forward_", value), Recurrent(both.BackwardHalf, name, "backward_", value)],
                new OnnxAttribute("axis", Integer: 2)),
            UpSampledConvolutionLayer convolution => Convolution(convolution, name, Repeated(name, value, convolution.InputSteps, convolution.Repeats, convolution.Inputs)),
            TapLayer convolution => Convolution(convolution, name, value),
            MaxPoolLayer pool => Steps(name, value, turned => builder.Node("MaxPool", name, [turned],
                new OnnxAttribute("kernel_shape", Integers: [pool.Size]), new OnnxAttribute("strides", Integers: [pool.Size]))),
            UpSamplingLayer up => Repeated(name, value, up.InputSteps, up.Repeats, up.Inputs),
            BatchNormalisationLayer normalisation => Steps(name, value, turned => builder.Node("BatchNormalization", name,
                [turned, Weights(name, "gamma"), Weights(name, "beta"), Weights(name, "moving_mean"), Weights(name, "moving_variance")],
                new OnnxAttribute("epsilon", Single: (float)normalisation.Epsilon))),
            LayerNormalisationLayer normalisation => builder.Node("LayerNormalization", name, [value, Weights(name, "gamma"), Weights(name, "beta")],
                new OnnxAttribute("axis", Integer: -1), new OnnxAttribute("epsilon", Single: (float)normalisation.Epsilon)),
            GaussianLatentLayer latent => builder.Slice(name, value, axis: 2, from: 0, to: latent.Outputs),
            TransposeLayer => builder.Transpose(name, value, 0, 2, 1),
            ParallelLayer parallel => Parallel(parallel, name, value),
            _ => throw new ArgumentException($"There is no ONNX form of the layer {name}.", nameof(layer)),
        };
    }

    // Dense over one step: rows of a matrix.
    private string Rows(DenseLayer dense, string name, string value)
    {
        if (!isFlat) value = builder.Node("Flatten", $"{name}.rows", [value], new OnnxAttribute("axis", Integer: 1));
        isFlat = true;
        return Activated(builder.Node("Gemm", name, [value, Weights(name, "kernel"), Weights(name, "bias")]), dense.Activation, name);
    }

    private string Recurrent(RecurrentLayer layer, string name, string half, string value) => OnnxRecurrent.Add(layer, builder, $"{name}{(half.Length > 0 ? $".{half[..^1]}" : "")}", value,
        block => tensors[$"{name}.{half}{block}"]);

    // Operators over steps want them last: [batch, feature, step].
    private string Steps(string name, string value, Func<string, string> add) =>
        builder.Transpose($"{name}.back", add(builder.Transpose($"{name}.turned", value, 0, 2, 1)), 0, 2, 1);

    private string Convolution(TapLayer layer, string name, string value) =>
        Steps(name, value, turned => Activated(OnnxConvolution.Add(layer, builder, name, turned, tensors), layer.Activation, name));

    // [batch, step, feature] as [batch, step, 1, feature], the axis in between repeated.
    private string Repeated(string name, string value, int steps, int repeats, int features) => builder.Reshape($"{name}.longer",
        builder.Tile($"{name}.repeated", builder.Reshape($"{name}.apart", value, steps, 1, features), 1, 1, repeats, 1), steps * repeats, features);

    private string Parallel(ParallelLayer layer, string name, string value)
    {
        var ends = new List<string>();
        for (var branch = 0; branch < layer.Branches.Length; branch++)
        {
            var end = value;
            var layers = layer.Branches[branch].Layers;
            for (var i = 0; i < layers.Length; i++) end = Add(layers[i], $"{name}.branch_{branch}.{layers[i].Kind}_{i}", end);
            if (isFlat) end = builder.Reshape($"{name}.branch_{branch}", end, layer.OutputSteps, layer.Branches[branch].Outputs);
            isFlat = false;
            ends.Add(end);
        }
        return builder.Node("Concat", name, ends, new OnnxAttribute("axis", Integer: 2));
    }

    private string Activated(string value, Activation activation, string name) =>
        activation == Activation.Linear ? value : builder.Node(OnnxGraphBuilder.OperatorOf(activation), $"{name}.{activation.ToString().ToLowerInvariant()}", [value]);

    private string Weights(string name, string block) => builder.Constant(tensors[$"{name}.{block}"]);
}
