using Plumbline.Data;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Shape of a network that learns to give back its windows.</summary>
public abstract record AutoencoderOptions : ModelOptions
{
    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        Autoencoder.Fit(windows, this, training, watch, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        try
        {
            return Autoencoder.FromTensors(Window, signalCount, this, tensors.OfLayers(), tensors.ContextCount);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <param name="steps">In a window.</param>
    /// <param name="signals">In a step.</param>
    /// <param name="context">How many of them, the last ones, go in but do not come out.</param>
    internal abstract IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0);
}
