using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Neural.Layers;

namespace Plumbline.Exchange;

/// <summary>Writes models as ONNX files, for every runtime that reads operator set 17.</summary>
/// <remarks>
/// The graph takes <c>windows</c> [batch, step, signal], any batch, and gives <c>reconstructions</c> of the same shape, both
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
    public static bool Knows(IReconstructionModel model) => model is Autoencoder { Options: DenseAutoencoderOptions } or PcaModel or ZScoreModel;

    /// <summary>Writes a model with its parameters.</summary>
    /// <exception cref="ArgumentException">There is no ONNX form of such a model.</exception>
    public static void Write(IReconstructionModel model, Stream stream) => Write(model, [], stream);

    /// <summary>Writes a detector's model, and as properties of the file whatever else is needed to score with it.</summary>
    /// <remarks>Properties: <c>plumbline.detector</c> (its id), <c>plumbline.signals</c>, <c>plumbline.centers</c> and
    /// <c>plumbline.scales</c> (JSON arrays in the order of the signals; scaled = (value - center) / scale),
    /// <c>plumbline.clip</c> and <c>plumbline.clip_at</c> (what happens to scaled values beyond), <c>plumbline.score</c>,
    /// <c>plumbline.deviations</c> (normal error a signal, scaled), <c>plumbline.threshold</c>.</remarks>
    /// <exception cref="ArgumentException">There is no ONNX form of such a model.</exception>
    public static void Write(Detector detector, Stream stream) => Write(detector.Model, DetectorProperties.Of(detector), stream);

    private static void Write(IReconstructionModel model, IReadOnlyList<KeyValuePair<string, string>> properties, Stream stream)
    {
        var builder = new OnnxGraphBuilder();
        var rows = builder.Node("Flatten", "rows", [Input], new OnnxAttribute("axis", Integer: 1)); // [batch, step x signal]
        var result = model switch
        {
            Autoencoder { Options: DenseAutoencoderOptions } dense => Add(dense, rows, builder),
            PcaModel pca => Add(pca, rows, builder),
            ZScoreModel => builder.Node("Mul", "zeros", [rows, builder.Constant(OnnxTensor.Of("zero", [1], [0f]))]),
            _ => throw new ArgumentException($"There is no ONNX form of {model.GetType().Name}.", nameof(model)),
        };
        // A 0 keeps the length that is there: the batch.
        builder.Node("Reshape", Output, [result, builder.Constant(OnnxTensor.Of("window_shape", [0, model.WindowLength, model.SignalCount]))]);
        string[] shape = ["batch", $"{model.WindowLength}", $"{model.SignalCount}"];
        var graph = builder.Build("plumbline", new OnnxValue(Input, shape), new OnnxValue(Output, shape));
        OnnxWriter.Write(new OnnxModel(Opset, graph, properties), stream);
    }

    private static string Add(Autoencoder model, string value, OnnxGraphBuilder builder)
    {
        var tensors = model.Tensors(); // kernel, bias, kernel, bias, ...
        var layers = model.Network.Layers.ToArray().Cast<DenseLayer>().ToList();
        for (var i = 0; i < layers.Count; i++) value = builder.Dense(value, tensors[2 * i], tensors[(2 * i) + 1], layers[i].Activation, $"dense_{i}");
        return value;
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
