using Plumbline.Data;
using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>A dense network that squeezes a whole window through fewer units and learns to give it back.</summary>
/// <remarks>The lecture's detector with windows of one step. With longer windows all values of a window are one row of inputs.</remarks>
public sealed class DenseAutoencoder : IReconstructionModel
{
    private readonly Network network;

    private DenseAutoencoder(Network network, int windowLength, int signalCount, DenseAutoencoderOptions options, TrainingHistory? history)
    {
        this.network = network;
        WindowLength = windowLength;
        SignalCount = signalCount;
        Options = options;
        History = history;
    }

    /// <summary>Trains on windows by the mean squared error between them and their reconstructions.</summary>
    /// <param name="windows">Scaled and without missing values, in time order; the last ones validate (<see cref="TrainingOptions.ValidationShare"/>).</param>
    /// <param name="progress">About twenty reports an epoch, from the calling thread.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few windows.</exception>
    /// <exception cref="TrainingDivergedException">The loss left the finite numbers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static DenseAutoencoder Fit(Windows windows, DenseAutoencoderOptions options, TrainingOptions training,
        IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancellation)
    {
        string[] problems = [.. options.Problems(), .. training.Problems()];
        if (problems.Length != 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var random = new Random(training.Seed);
        var network = Network.Create(DenseLayer.Chain(windows.Width, options.Layers(windows.Width)), random);
        SampleSource source = window => windows[window];
        var history = Trainer.Fit(network, source, source, windows.Count, training, random, progress, time, cancellation);
        return new DenseAutoencoder(network, windows.Length, windows.SignalCount, options, history);
    }

    /// <summary>A model from the tensors of a fitted one.</summary>
    /// <param name="windowLength">Steps in a window, at least 1.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="options">Shape of the fitted model.</param>
    /// <param name="tensors">As <see cref="Tensors"/> gave them, in any order.</param>
    /// <exception cref="ArgumentException">Options that cannot be used; or a tensor, named in the message, that is missing, surplus or of another shape.</exception>
    public static DenseAutoencoder FromTensors(int windowLength, int signalCount, DenseAutoencoderOptions options, IEnumerable<Tensor> tensors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        string[] problems = [.. options.Problems()];
        if (problems.Length != 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var network = new Network(DenseLayer.Chain(windowLength * signalCount, options.Layers(windowLength * signalCount)));
        network.Load(tensors);
        return new DenseAutoencoder(network, windowLength, signalCount, options, history: null);
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public DenseAutoencoderOptions Options { get; }

    /// <summary>How fitting went; null for a model made from tensors.</summary>
    public TrainingHistory? History { get; }

    /// <summary>Kernels and biases: 20,575 for the lecture's 159-64-159.</summary>
    public long ParameterCount => network.ParameterCount;

    /// <inheritdoc/>
    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions) => network.Forward(windows, reconstructions);

    /// <summary>Copies of all parameters, <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output], <c>dense_1.kernel</c>, ...</summary>
    public IReadOnlyList<Tensor> Tensors() => network.Tensors();
}
