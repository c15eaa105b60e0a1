using System.Runtime.InteropServices;

namespace Plumbline.Neural;

/// <summary>One named array of a safetensors file.</summary>
/// <param name="Name">Unique within the file.</param>
/// <param name="Type"><c>F32</c> or <c>F64</c>.</param>
/// <param name="Shape">Slowest axis first.</param>
/// <param name="Bytes">Row-major, little-endian.</param>
public sealed record SafeTensor(string Name, string Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    public static SafeTensor Of(Tensor tensor) =>
        new(tensor.Name, "F32", tensor.Shape, MemoryMarshal.AsBytes(tensor.Values.Span).ToArray());

    public static SafeTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<double> values) =>
        new(name, "F64", shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <exception cref="FormatException">The tensor is not <c>F32</c>.</exception>
    public Tensor ToTensor() => Type == "F32"
        ? new Tensor(Name, Shape, MemoryMarshal.Cast<byte, float>(Bytes.Span).ToArray())
        : throw new FormatException($"tensor '{Name}' is {Type}, not F32");

    /// <exception cref="FormatException">The tensor is not <c>F64</c>, or has another number of values.</exception>
    public double[] ToDoubles(int count)
    {
        if (Type != "F64") throw new FormatException($"tensor '{Name}' is {Type}, not F64");
        var values = MemoryMarshal.Cast<byte, double>(Bytes.Span).ToArray();
        return values.Length == count ? values : throw new FormatException($"tensor '{Name}' has {values.Length} values, not {count}");
    }
}
