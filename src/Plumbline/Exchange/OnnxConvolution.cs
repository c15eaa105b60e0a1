using Plumbline.Neural;
using Plumbline.Neural.Layers;

namespace Plumbline.Exchange;

/// <summary>Convolutions as ONNX has them: [batch, feature, step], kernels as [filter, input, tap], of a transposed one [input, filter, tap].</summary>
internal static class OnnxConvolution
{
    /// <param name="Left">Zeros before the first step; of a transposed convolution, outputs cut off there.</param>
    /// <param name="Right">The same after the last one.</param>
    /// <param name="Added">Steps that a transposed convolution puts out beyond its last tap.</param>
    public readonly record struct Settings(int Stride, int Left, int Right, int Added);

    public static string OperatorOf(TapLayer layer) => layer is TransposedConvolutionLayer ? "ConvTranspose" : "Conv";

    public static Settings SettingsOf(TapLayer layer)
    {
        switch (layer)
        {
            case ConvolutionLayer plain:
                var left = ConvolutionLayer.LeftOf(plain.InputSteps, plain.Width, plain.Stride, plain.Padding);
                var right = Math.Max(((plain.OutputSteps - 1) * plain.Stride) + plain.Width - plain.InputSteps - left, 0);
                return new Settings(plain.Stride, left, right, 0);
            case UpSampledConvolutionLayer longer:
                left = ConvolutionLayer.LeftOf(longer.InputSteps * longer.Repeats, longer.Width, 1, longer.Padding);
                return new Settings(1, left, Math.Max(longer.OutputSteps - 1 + longer.Width - (longer.InputSteps * longer.Repeats) - left, 0), 0);
            case TransposedConvolutionLayer turned:
                left = ConvolutionLayer.LeftOf(turned.OutputSteps, turned.Width, turned.Stride, turned.Padding);
                var cut = (turned.Stride * (turned.InputSteps - 1)) + turned.Width - left - turned.OutputSteps;
                return new Settings(turned.Stride, left, Math.Max(cut, 0), Math.Max(-cut, 0));
            default:
                throw new ArgumentException($"No operator for {layer.Kind}.", nameof(layer));
        }
    }

    /// <summary>Of the kernel in the file.</summary>
    public static int[] ShapeOf(TapLayer layer) => layer is TransposedConvolutionLayer ? [layer.Inputs, layer.Outputs, layer.Width] : [layer.Outputs, layer.Inputs, layer.Width];

    /// <param name="value">[batch, feature, step].</param>
    /// <returns>The same, before any activation.</returns>
    public static string Add(TapLayer layer, OnnxGraphBuilder builder, string name, string value, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var (settings, shape) = (SettingsOf(layer), ShapeOf(layer));
        var turned = new float[layer.Inputs * layer.Outputs * layer.Width];
        Pair(layer, tensors[$"{name}.kernel"].Values.ToArray(), turned, isBack: false);
        List<OnnxAttribute> attributes = [new("strides", Integers: [settings.Stride]), new("pads", Integers: [settings.Left, settings.Right])];
        if (settings.Added > 0) attributes.Add(new("output_padding", Integers: [settings.Added]));
        return builder.Node(OperatorOf(layer), name, [value, builder.Constant(OnnxTensor.Of($"{name}.kernel", shape, turned)), builder.Constant(tensors[$"{name}.bias"])], [.. attributes]);
    }

    /// <summary>The kernel of a file as ours, [tap, input, filter].</summary>
    public static float[] Restored(TapLayer layer, float[] kernel)
    {
        var restored = new float[kernel.Length];
        Pair(layer, restored, kernel, isBack: true);
        return restored;
    }

    private static void Pair(TapLayer layer, float[] own, float[] file, bool isBack)
    {
        var isTransposed = layer is TransposedConvolutionLayer;
        for (var i = 0; i < own.Length; i++)
        {
            var (filter, input, tap) = (i % layer.Outputs, i / layer.Outputs % layer.Inputs, i / layer.Outputs / layer.Inputs);
            var place = ((isTransposed ? (input * layer.Outputs) + filter : (filter * layer.Inputs) + input) * layer.Width) + tap;
            if (isBack) own[i] = file[place];
            else file[place] = own[i];
        }
    }
}
