using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>A network that gives back sequences: one reconstruction for both views, or one for each, side by side.</summary>
internal sealed class SequenceNetwork(Network network) : ISequenceModel
{
    public long ParameterCount => network.ParameterCount;

    /// <summary>Trains on the mean squared error of each view's own reconstruction, or of what the training layers make of them.</summary>
    public static (ISequenceModel Model, TrainingHistory History) Fit(SequenceSet train, SequenceNetworkOptions options, TrainingOptions training,
        TrainingWatch watch, CancellationToken cancellation)
    {
        var (steps, signals) = (train.StepCount, train.SignalCount);
        var width = steps * signals;
        var values = new float[train.Values.Length];
        for (var i = 0; i < values.Length; i++) values[i] = (float)train.Values.Span[i];
        SampleSource inputs = sequence => values.AsSpan(sequence * width, width);
        var layers = options.Layers(steps, signals);
        var trainingOnly = options.TrainingLayers(steps, signals);
        var targets = inputs;
        if (trainingOnly.Count == 0 && layers[^1].Outputs == 2 * signals)
        {
            var twice = Twice(values, signals); // so that the loss is the mean of both views' losses
            targets = sequence => twice.AsSpan(2 * sequence * width, 2 * width);
        }
        var (trained, history) = SeveralStarts.Fit([.. layers, .. trainingOnly], inputs, targets, train.Count, training, watch, cancellation);
        var network = new Network(layers);
        network.Load(trained.Tensors());
        return (new SequenceNetwork(network), history);
    }

    public IReadOnlyList<SafeTensor> ToTensors() => [.. network.Tensors().Select(SafeTensor.Of)];

    public void Reconstruct(ReadOnlySpan<double> sequences, Span<double> byTime, Span<double> byFeature)
    {
        var signals = network.Layers[0].Inputs;
        var (inputs, outputs) = (new float[sequences.Length], new float[sequences.Length / network.InputLength * network.OutputLength]);
        for (var i = 0; i < inputs.Length; i++) inputs[i] = (float)sequences[i];
        network.Forward(inputs, outputs);
        var stride = network.Layers[^1].Outputs;
        for (var row = 0; row < sequences.Length / signals; row++)
        {
            for (var signal = 0; signal < signals; signal++)
            {
                byTime[(row * signals) + signal] = outputs[(row * stride) + signal];
                byFeature[(row * signals) + signal] = outputs[(row * stride) + stride - signals + signal];
            }
        }
    }

    private static float[] Twice(float[] values, int signals)
    {
        var twice = new float[2 * values.Length];
        for (var start = 0; start < values.Length; start += signals)
        {
            var row = values.AsSpan(start, signals);
            row.CopyTo(twice.AsSpan(2 * start));
            row.CopyTo(twice.AsSpan((2 * start) + signals));
        }
        return twice;
    }
}
