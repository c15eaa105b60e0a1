using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>The tensors of a bundle, by name.</summary>
public sealed class NamedTensors(IReadOnlyList<SafeTensor> tensors)
{
    public IReadOnlyList<SafeTensor> All => tensors;

    /// <exception cref="FormatException">There is none of this name.</exception>
    public SafeTensor this[string name] => tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new FormatException($"tensor '{name}' is missing");

    /// <exception cref="FormatException">It is missing, or no <c>F64</c> of this length.</exception>
    public double[] Doubles(string name, int count) => this[name].ToDoubles(count);
}
