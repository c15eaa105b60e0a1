using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Exchange;

/// <summary>Recurrent layers as ONNX has them: [step, batch, feature], weights as [1, gate unit, input], two biases in one tensor.</summary>
internal static class OnnxRecurrent
{
    /// <summary>LSTM, GRU or RNN.</summary>
    public static string OperatorOf(RecurrentLayer layer) => layer switch
    {
        LstmLayer => "LSTM",
        GruLayer => "GRU",
        SimpleRnnLayer => "RNN",
        _ => throw new ArgumentException($"No operator for {layer.Kind}.", nameof(layer)),
    };

    /// <summary>Where each of ONNX's gates is among ours: i, o, f, c of an LSTM against i, f, c, o; the others are alike.</summary>
    public static int[] GatesOf(RecurrentLayer layer) => layer switch
    {
        LstmLayer => [0, 3, 1, 2],
        GruLayer => [0, 1, 2],
        _ => [0],
    };

    /// <summary>Names of the activations: gates', candidate's and cell's.</summary>
    public static string[] ActivationsOf(RecurrentLayer layer)
    {
        var own = layer.Activation == Activation.Linear ? "Affine" : OnnxGraphBuilder.OperatorOf(layer.Activation);
        return layer switch
        {
            LstmLayer => ["Sigmoid", own, own],
            GruLayer => ["Sigmoid", own],
            _ => [own],
        };
    }

    /// <summary>What a file means that names none.</summary>
    public static string[] DefaultActivationsOf(RecurrentLayer layer) => layer switch
    {
        LstmLayer => ["Sigmoid", "Tanh", "Tanh"],
        GruLayer => ["Sigmoid", "Tanh"],
        _ => ["Tanh"],
    };

    /// <param name="value">[batch, step, feature].</param>
    /// <param name="weights">The layer's tensors by name.</param>
    /// <returns>[batch, step, unit].</returns>
    public static string Add(RecurrentLayer layer, OnnxGraphBuilder builder, string name, string value, Func<string, Tensor> weights)
    {
        var (units, options) = (layer.Outputs, layer.Options);
        var turned = builder.Transpose($"{name}.turned", value, 1, 0, 2); // [step, batch, feature]
        string[] inputs = [turned];
        var kernel = options.Input == RecurrentInput.State ? null : weights("kernel");
        if (options.Input == RecurrentInput.Repeated) inputs = [builder.Tile($"{name}.repeated", turned, layer.Steps, 1, 1)];
        else if (options.Input == RecurrentInput.State)
        {
            // The operator wants an input: one of zeros, [step, batch, 1], that meets a kernel of zeros.
            var batch = builder.Slice($"{name}.batch", builder.Node("Shape", $"{name}.shape", [turned]), axis: 0, from: 1, to: 2);
            var shape = builder.Node("Concat", $"{name}.zeros_shape", [builder.Constant(OnnxTensor.Of($"{name}.steps", [layer.Steps])), batch,
                builder.Constant(OnnxTensor.Of($"{name}.width", [1]))], new OnnxAttribute("axis", Integer: 0));
            inputs = [builder.Node("ConstantOfShape", $"{name}.zeros", [shape])];
        }
        var gates = GatesOf(layer);
        var bias = weights("bias").Values.Span;
        var recurrentBias = layer.ResetsAfter ? weights("recurrent_bias").Values : new float[bias.Length];
        inputs =
        [
            .. inputs,
            builder.Constant(OnnxTensor.Of($"{name}.W", [1, gates.Length * units, kernel is null ? 1 : layer.Inputs], kernel is null ? new float[gates.Length * units] : Turned(kernel.Values.Span, layer.Inputs, units, gates))),
            builder.Constant(OnnxTensor.Of($"{name}.R", [1, gates.Length * units, units], Turned(weights("recurrent_kernel").Values.Span, units, units, gates))),
            builder.Constant(OnnxTensor.Of($"{name}.B", [1, 2 * gates.Length * units], [.. Turned(bias, 1, units, gates), .. Turned(recurrentBias.Span, 1, units, gates)])),
        ];
        if (options.Input == RecurrentInput.State)
        {
            inputs = [.. inputs, "", builder.Slice($"{name}.hidden", turned, axis: 0, from: 0, to: 1)];
            if (layer.HasCellState) inputs = [.. inputs, builder.Slice($"{name}.cell", turned, axis: 0, from: 1, to: 2)];
        }
        List<OnnxAttribute> attributes =
        [
            new("hidden_size", Integer: units),
            new("direction", Text: options.Direction == TimeDirection.Forward ? "forward" : "reverse"),
            new("activations", Texts: ActivationsOf(layer)),
        ];
        if (layer.Activation == Activation.Linear)
        {
            var count = ActivationsOf(layer).Count(activation => activation == "Affine");
            attributes.Add(new("activation_alpha", Singles: [.. Enumerable.Repeat(1f, count)]));
            attributes.Add(new("activation_beta", Singles: new float[count]));
        }
        if (layer.ResetsAfter) attributes.Add(new("linear_before_reset", Integer: 1));
        var (all, last, cells) = ($"{name}.all", $"{name}.last", $"{name}.cells");
        builder.Node(OperatorOf(layer), name, inputs, layer.HasCellState ? [all, last, cells] : [all, last], [.. attributes]);
        return options.Result switch
        {
            RecurrentResult.Sequence => builder.Transpose($"{name}.sequence", builder.Squeeze($"{name}.squeezed", all, axis: 1), 1, 0, 2),
            RecurrentResult.State when layer.HasCellState => builder.Transpose($"{name}.state", builder.Node("Concat", $"{name}.states", [last, cells], new OnnxAttribute("axis", Integer: 0)), 1, 0, 2),
            _ => builder.Transpose($"{name}.state", last, 1, 0, 2),
        };
    }

    /// <summary>[input, our gate unit] to [ONNX's gate unit, input].</summary>
    private static float[] Turned(ReadOnlySpan<float> kernel, int inputs, int units, int[] gates)
    {
        var turned = new float[kernel.Length];
        for (var gate = 0; gate < gates.Length; gate++)
            for (var unit = 0; unit < units; unit++)
                for (var input = 0; input < inputs; input++)
                    turned[(((gate * units) + unit) * inputs) + input] = kernel[(input * gates.Length * units) + (gates[gate] * units) + unit];
        return turned;
    }

    /// <summary>The way back.</summary>
    public static float[] Restored(ReadOnlySpan<float> turned, int inputs, int units, int[] gates)
    {
        var kernel = new float[turned.Length];
        for (var gate = 0; gate < gates.Length; gate++)
            for (var unit = 0; unit < units; unit++)
                for (var input = 0; input < inputs; input++)
                    kernel[(input * gates.Length * units) + (gates[gate] * units) + unit] = turned[(((gate * units) + unit) * inputs) + input];
        return kernel;
    }
}
