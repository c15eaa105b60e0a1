using Plumbline.Neural;

namespace Plumbline.Sequences;

/// <summary>Names of tensors that belong together begin alike.</summary>
internal static class TensorNames
{
    public static IEnumerable<SafeTensor> Put(string prefix, IEnumerable<SafeTensor> tensors) => tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });

    /// <summary>Those whose names begin so, without that beginning.</summary>
    public static NamedTensors Under(NamedTensors tensors, string prefix) => new([.. tensors.All
        .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] })]);
}
