using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Row-major values between strides, and their vectors.</summary>
internal static class PaddedRows
{
    /// <summary>The same numbers, as many vectors as they are whole.</summary>
    public static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    /// <inheritdoc cref="Vectors(Span{float})"/>
    public static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);

    /// <summary>All bits in the lanes of a row's vector that belong to the row, none in its padding.</summary>
    /// <param name="vector">Number of the vector within its row.</param>
    public static Vector256<float> Inside(int vector, int width) =>
        Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)(width - (vector * Vector256<float>.Count))));

    /// <summary>Copies rows and leaves what lies between them as it is.</summary>
    public static void Copy(ReadOnlySpan<float> source, int sourceStride, Span<float> target, int targetStride, int rows, int width)
    {
        for (var row = 0; row < rows; row++) source.Slice(row * sourceStride, width).CopyTo(target[(row * targetStride)..]);
    }

    /// <summary>Copies rows and pads them with zeros.</summary>
    /// <param name="target">[row, padded width].</param>
    public static void Pad(ReadOnlySpan<float> source, int sourceStride, Span<float> target, int rows, int width)
    {
        var stride = PanelLayout.Pad(width);
        if (stride != width) target[..(rows * stride)].Clear();
        Copy(source, sourceStride, target, stride, rows, width);
    }

    /// <summary>[step, row, padded input] of a layer that gives as many as it takes: its inputs, or a padded copy of them where its outputs will be.</summary>
    public static ReadOnlySpan<float> InputsOf(Layer layer, in ForwardPass pass)
    {
        var rows = layer.InputSteps * pass.Rows;
        var length = rows * layer.PaddedInputs;
        if (pass.InputStride == layer.PaddedInputs) return pass.Inputs[..length];
        Pad(pass.Inputs, pass.InputStride, pass.Outputs, rows, layer.Inputs);
        return pass.Outputs[..length];
    }

    /// <summary>Outputs = inputs, for layers that only look on, or only while training.</summary>
    public static void PassOn(Layer layer, in ForwardPass pass)
    {
        var inputs = InputsOf(layer, pass);
        if (pass.InputStride == layer.PaddedInputs) inputs.CopyTo(pass.Outputs);
    }
}
