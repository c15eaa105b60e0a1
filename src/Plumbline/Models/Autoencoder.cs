using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A network that learns to give back the windows it is trained on, and so fails on others.</summary>
public abstract class Autoencoder : IReconstructionModel
{
    private readonly Network network;

    /// <summary>Trains by the mean squared error between windows and their reconstructions.</summary>
    private protected Autoencoder(Windows windows, AutoencoderOptions options, TrainingOptions training, IProgress<TrainingProgress>? progress, TimeProvider time,
        CancellationToken cancellation)
    {
        ThrowIfWrong(options, training.Problems());
        (WindowLength, SignalCount) = (windows.Length, windows.SignalCount);
        var random = new Random(training.Seed);
        network = Network.Create(options.Layers(WindowLength, SignalCount), random);
        SampleSource source = window => windows[window];
        History = Trainer.Fit(network, source, source, windows.Count, training, random, progress, time, cancellation);
    }

    /// <summary>Takes over the tensors of a fitted one.</summary>
    private protected Autoencoder(int windowLength, int signalCount, AutoencoderOptions options, IEnumerable<Tensor> tensors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ThrowIfWrong(options, []);
        (WindowLength, SignalCount) = (windowLength, signalCount);
        network = new Network(options.Layers(windowLength, signalCount));
        network.Load(tensors);
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <summary>How fitting went; null for a model made from tensors.</summary>
    public TrainingHistory? History { get; }

    /// <summary>Kernels and biases of all layers.</summary>
    public long ParameterCount => network.ParameterCount;

    /// <inheritdoc/>
    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions) => network.Forward(windows, reconstructions);

    /// <summary>Copies of all parameters, named by kind and place of their layer: <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output], ...</summary>
    /// <remarks>A recurrent layer has <c>lstm_0.kernel</c> [input, 4 x unit], <c>lstm_0.recurrent_kernel</c> [unit, 4 x unit] and
    /// <c>lstm_0.bias</c> [4 x unit], gates in Keras' order: input, forget, candidate, output. A convolution has
    /// <c>convolution_0.kernel</c> [tap, input, filter] and <c>convolution_0.bias</c> [filter]. Layers without parameters count as places too.</remarks>
    public IReadOnlyList<Tensor> Tensors() => network.Tensors();

    private static void ThrowIfWrong(ModelOptions options, IEnumerable<string> others)
    {
        string[] problems = [.. options.Problems(), .. others];
        if (problems.Length != 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
    }
}
