namespace Plumbline.Neural;

/// <summary>Named numbers of a fitted network, as a bundle stores them.</summary>
/// <param name="Name">Unique within its network, such as <c>dense_0.kernel</c>.</param>
/// <param name="Shape">Lengths of the axes, slowest first; a kernel is [input, output].</param>
/// <param name="Values">Row-major, as many as the product of the shape.</param>
public sealed record Tensor(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
