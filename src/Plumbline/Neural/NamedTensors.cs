namespace Plumbline.Neural;

/// <summary>The tensors of a bundle, by name.</summary>
/// <param name="tensors">Under their names.</param>
/// <param name="prefix">Put before names in messages, where these are a part of others.</param>
public sealed class NamedTensors(IReadOnlyList<SafeTensor> tensors, string prefix = "")
{
    public IReadOnlyList<SafeTensor> All => tensors;

    /// <exception cref="FormatException">There is none of this name.</exception>
    public SafeTensor this[string name] => tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new FormatException($"tensor '{prefix}{name}' is missing");

    /// <exception cref="FormatException">It is missing, or no <c>F64</c> of this length.</exception>
    public double[] Doubles(string name, int count) => this[name].ToDoubles(count);

    /// <summary>Those whose names begin alike, without that beginning.</summary>
    public NamedTensors Under(string beginning) => new(
        [.. tensors.Where(tensor => tensor.Name.StartsWith(beginning, StringComparison.Ordinal)).Select(tensor => tensor with { Name = tensor.Name[beginning.Length..] })],
        prefix + beginning);

    /// <summary>Those of a network's layers, by their names.</summary>
    internal IEnumerable<Tensor> OfLayers() => tensors.Where(tensor => IsOfLayer(tensor.Name)).Select(tensor => tensor.ToTensor());

    /// <summary>Whether a name is kind_place.array, as those of a network's tensors.</summary>
    private static bool IsOfLayer(string name)
    {
        var layer = name.AsSpan(0, Math.Max(name.IndexOf('.'), 0));
        var place = layer[(layer.LastIndexOf('_') + 1)..];
        return place.Length is > 0 && place.Length < layer.Length && !place.ContainsAnyExceptInRange('0', '9');
    }
}
