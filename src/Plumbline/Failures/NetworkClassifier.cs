using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>A network with one output, trained on the cross-entropy between it and what followed each window.</summary>
internal sealed class NetworkClassifier(Network network, int steps, int signals, TrainingHistory? history) : IFailureModel
{
    private const int Together = 256; // windows that go through at once

    public int WindowLength => steps;

    public int SignalCount => signals;

    public long ParameterCount => network.ParameterCount;

    public TrainingHistory? History => history;

    /// <summary>Weights are repetitions: a network sees a failing window as often as it should weigh, rounded.</summary>
    public static NetworkClassifier Fit(RecurrentClassifierOptions options, FailureLearning learning)
    {
        var times = Math.Max(1, (int)Math.Round(learning.FailingWeight));
        var (samples, training) = (learning.Train.Repeated(times), learning.Training with { Loss = LossKind.BinaryCrossEntropy });
        if (learning.Validation is { Count: > 0 } others)
        {
            var validation = others.Repeated(times);
            samples = samples.Then(validation);
            training = training with { ValidationShare = (validation.Count - 0.5) / samples.Count }; // the trainer rounds the rest down
        }
        var targets = samples.Targets;
        var (network, history) = SeveralStarts.Fit(options.Layers(samples.Length, samples.SignalCount), window => samples[window], window => targets.Span.Slice(window, 1),
            samples.Count, training, learning.Watch, learning.Cancellation);
        return new NetworkClassifier(network, samples.Length, samples.SignalCount, history);
    }

    public void Score(ReadOnlySpan<float> windows, Span<double> probabilities)
    {
        var width = steps * signals;
        if (windows.Length != (long)width * probabilities.Length) throw new ArgumentException($"{windows.Length} values for {probabilities.Length} windows of {width}.", nameof(windows));
        Span<float> outputs = stackalloc float[Together];
        for (var first = 0; first < probabilities.Length; first += Together)
        {
            var count = Math.Min(Together, probabilities.Length - first);
            network.Forward(windows.Slice(first * width, count * width), outputs[..count]);
            for (var i = 0; i < count; i++) probabilities[first + i] = Math.Clamp(outputs[i], 0, 1);
        }
    }

    public IReadOnlyList<SafeTensor> ToTensors() => [.. network.Tensors().Select(SafeTensor.Of)];
}
