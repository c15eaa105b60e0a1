using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Neural;

namespace Plumbline.Exchange;

/// <summary>Writes models as ONNX files, for every runtime that reads operator set 17.</summary>
/// <remarks>
/// The graph takes <c>windows</c> [batch, step, signal], any batch, and gives <c>reconstructions</c> of the same shape (of a network, without the context that it only reads), both
/// float and both scaled. Scaling stays outside, because raw values such as large counters lose digits as floats before a
/// centre is taken off them; of a detector the file's properties hold what is needed to scale, score and judge.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Version of the standard operators in the files; of 2022.</summary>
    public const int Opset = 17;

    private const string Input = "windows";
    private const string Output = "reconstructions";

    /// <summary>Whether there is an ONNX form of this kind of model.</summary>
    public static bool Knows(IWindowModel model) => model is Autoencoder or PcaModel or ZScoreModel;

    /// <summary>Writes a model with its parameters.</summary>
    /// <exception cref="ArgumentException">There is no ONNX form of such a model.</exception>
    public static void Write(IWindowModel model, Stream stream) => Write(model, [], stream);

    /// <summary>Writes a detector's model, and as properties of the file whatever else is needed to score with it.</summary>
    /// <remarks>Properties: <c>plumbline.detector</c> (its id), <c>plumbline.signals</c>, <c>plumbline.centers</c> and
    /// <c>plumbline.scales</c> (JSON arrays in the order of the signals; scaled = (value - center) / scale),
    /// <c>plumbline.clip</c> and <c>plumbline.clip_at</c> (what happens to scaled values beyond), <c>plumbline.score</c>,
    /// <c>plumbline.deviations</c> (normal error a signal, scaled; signals beyond these are context), <c>plumbline.threshold</c>.</remarks>
    /// <exception cref="ArgumentException">There is no ONNX form of such a model.</exception>
    public static void Write(Detector detector, Stream stream) => Write(detector.Model, DetectorProperties.Of(detector), stream);

    /// <summary>Writes a network that need not give back what it takes.</summary>
    internal static void Write(Network network, Stream stream)
    {
        var (first, last) = (network.Layers[0], network.Layers[^1]);
        Write(builder => OnnxNetworkExport.Add(network, Input, builder), (first.InputSteps, first.Inputs), (last.OutputSteps, last.Outputs), [], stream);
    }

    private static void Write(IWindowModel model, IReadOnlyList<KeyValuePair<string, string>> properties, Stream stream)
    {
        var window = (model.WindowLength, model.SignalCount);
        Write(builder => model switch
        {
            Autoencoder network => OnnxNetworkExport.Add(network.Network, Input, builder),
            PcaModel pca => Add(pca, builder.Node("Flatten", "rows", [Input], new OnnxAttribute("axis", Integer: 1)), builder), // [batch, step x signal]
            ZScoreModel => builder.Node("Mul", "zeros", [Input, builder.Constant(OnnxTensor.Of("zero", [1], [0f]))]),
            _ => throw new ArgumentException($"There is no ONNX form of {model.GetType().Name}.", nameof(model)),
        }, window, model is Autoencoder { ContextCount: > 0 and var context } ? (model.WindowLength, model.SignalCount - context) : window, properties, stream);
    }

    private static void Write(Func<OnnxGraphBuilder, string> add, (int Steps, int Width) input, (int Steps, int Width) output,
        IReadOnlyList<KeyValuePair<string, string>> properties, Stream stream)
    {
        var builder = new OnnxGraphBuilder();
        builder.Reshape(Output, add(builder), output.Steps, output.Width);
        var graph = builder.Build("plumbline", new OnnxValue(Input, ["batch", $"{input.Steps}", $"{input.Width}"]), new OnnxValue(Output, ["batch", $"{output.Steps}", $"{output.Width}"]));
        OnnxWriter.Write(new OnnxModel(Opset, graph, properties), stream);
    }

    // mean + (x - mean) V^T V, V the components [component, width]
    private static string Add(PcaModel model, string value, OnnxGraphBuilder builder)
    {
        var (width, count) = (model.WindowLength * model.SignalCount, model.ComponentCount);
        var components = Array.ConvertAll(model.Components.ToArray(), number => (float)number);
        var turned = new float[components.Length];
        for (var i = 0; i < turned.Length; i++) turned[i] = components[(i % count * width) + (i / count)];
        var mean = builder.Constant(OnnxTensor.Of("pca.mean", [width], Array.ConvertAll(model.Mean.ToArray(), number => (float)number)));
        var centered = builder.Node("Sub", "centered", [value, mean]);
        var projected = builder.Node("MatMul", "projected", [centered, builder.Constant(OnnxTensor.Of("pca.components_transposed", [width, count], turned))]);
        var restored = builder.Node("MatMul", "restored", [projected, builder.Constant(OnnxTensor.Of("pca.components", [count, width], components))]);
        return builder.Node("Add", "uncentered", [restored, mean]);
    }
}
