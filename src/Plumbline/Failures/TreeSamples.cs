namespace Plumbline.Failures;

/// <summary>What trees are grown on.</summary>
/// <param name="Width">Inputs of a sample.</param>
/// <param name="Values">[sample, input].</param>
/// <param name="Targets">[sample], 0 to 1.</param>
/// <param name="Weights">[sample], above 0.</param>
public sealed record TreeSamples(int Width, ReadOnlyMemory<float> Values, ReadOnlyMemory<float> Targets, ReadOnlyMemory<float> Weights)
{
    public int Count => Targets.Length;
}
