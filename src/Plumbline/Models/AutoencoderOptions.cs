using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>Shape of a network that learns to give back its windows.</summary>
public abstract record AutoencoderOptions : ModelOptions
{
    /// <param name="steps">In a window.</param>
    /// <param name="signals">In a step.</param>
    internal abstract IReadOnlyList<Layer> Layers(int steps, int signals);
}
