using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>Shape of a network that learns to give back sequences.</summary>
public abstract record SequenceNetworkOptions : SequenceModelOptions
{
    internal sealed override (ISequenceModel Model, TrainingHistory? History) Fit(SequenceSet train, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        SequenceNetwork.Fit(train, this, training, watch, cancellation);

    internal sealed override ISequenceModel Restore(int steps, int signals, NamedTensors tensors)
    {
        try
        {
            var network = new Network(Layers(steps, signals));
            network.Load(tensors.All.Select(tensor => tensor.ToTensor()));
            return new SequenceNetwork(network);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <returns>Layers from [step, signal] to the same, or to the reconstructions of both views side by side, [step, 2 x signal].</returns>
    internal abstract IReadOnlyList<Layer> Layers(int steps, int signals);

    /// <summary>Layers that follow while training only: what comes out of them is compared with the sequence. None, as a rule.</summary>
    internal virtual IReadOnlyList<Layer> TrainingLayers(int steps, int signals) => [];
}
