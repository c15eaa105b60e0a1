using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>How many of a network's signals, the last ones, are context, as a tensor of its bundle; stored only where there are any.</summary>
internal static class ContextTensor
{
    private const string Name = "context.count";

    public static int CountIn(NamedTensors tensors) => tensors.All.FirstOrDefault(tensor => tensor.Name == Name) is { } count ? (int)count.ToDoubles(1)[0] : 0;

    /// <summary>A network's tensors for a bundle.</summary>
    public static IReadOnlyList<SafeTensor> After(IReadOnlyList<Tensor> layers, int contextCount)
    {
        var all = layers.Select(SafeTensor.Of);
        return contextCount == 0 ? [.. all] : [.. all, SafeTensor.Of(Name, [1], [(double)contextCount])];
    }
}
