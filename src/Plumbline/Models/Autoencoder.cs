using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A network that learns to give back the windows it is trained on, and so fails on others.</summary>
/// <remarks>Its options give it its layers: <see cref="DenseAutoencoderOptions"/>, <see cref="LstmAutoencoderOptions"/> and so on.</remarks>
public sealed class Autoencoder : IReconstructionModel, ITrainedModel
{
    private readonly Network network;

    private Autoencoder(int windowLength, int signalCount, int contextCount, AutoencoderOptions options, Network network, TrainingHistory? history) =>
        (WindowLength, SignalCount, ContextCount, Options, this.network, History) = (windowLength, signalCount, contextCount, options, network, history);

    /// <summary>Trains on windows by the loss between them and their reconstructions, context left out: it goes in, but does not come out.</summary>
    /// <param name="windows">Scaled and without missing values, in time order; the last ones validate (<see cref="TrainingOptions.ValidationShare"/>).</param>
    /// <param name="options">The window length is the windows'.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few windows.</exception>
    /// <exception cref="TrainingFailedException">The loss left the finite numbers, or the reconstructions do not depend on the windows.</exception>
    /// <exception cref="FormatException">A checkpoint that is none, or of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static Autoencoder Fit(Windows windows, AutoencoderOptions options, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        ModelFaults.ThrowIfAny([.. options.Problems(), .. training.Problems(), .. ModelFaults.OfLoss(training.Loss, "a window with its reconstruction")]);
        SampleSource inputs = window => windows[window];
        var judged = windows.WithoutLast(windows.ContextCount);
        var targets = windows.ContextCount == 0 ? inputs : window => judged[window];
        var (network, history) = SeveralStarts.Fit(options.Layers(windows.Length, windows.SignalCount, windows.ContextCount), inputs, targets, windows.Count, training, watch, cancellation);
        return new Autoencoder(windows.Length, windows.SignalCount, windows.ContextCount, options, network, history);
    }

    /// <summary>A model from the tensors of a fitted one.</summary>
    /// <param name="windowLength">Steps in a window, at least 1.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="options">Shape of the fitted model.</param>
    /// <param name="tensors">As <see cref="Tensors"/> gave them, in any order.</param>
    /// <param name="contextCount">How many of the signals, the last ones, go in but do not come out; at least 0, below <paramref name="signalCount"/>.</param>
    /// <exception cref="ArgumentException">Options that cannot be used; or a tensor, named in the message, that is missing, surplus or of another shape.</exception>
    public static Autoencoder FromTensors(int windowLength, int signalCount, AutoencoderOptions options, IEnumerable<Tensor> tensors, int contextCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ModelFaults.ThrowIfAny([.. options.Problems()]);
        var network = new Network(options.Layers(windowLength, signalCount, contextCount));
        network.Load(tensors);
        return new Autoencoder(windowLength, signalCount, contextCount, options, network, null);
    }

    public AutoencoderOptions Options { get; }

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <summary>How many of the signals, the last ones, are given back as they are.</summary>
    public int ContextCount { get; }

    /// <inheritdoc/>
    public TrainingHistory? History { get; }

    /// <summary>Kernels and biases of all layers.</summary>
    public long ParameterCount => network.ParameterCount;

    internal Network Network => network;

    /// <inheritdoc/>
    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        if (ContextCount == 0)
        {
            network.Forward(windows, reconstructions);
            return;
        }
        if (reconstructions.Length != windows.Length) throw new ArgumentException($"{reconstructions.Length} values for {windows.Length}.", nameof(reconstructions));
        var judged = SignalCount - ContextCount;
        var rented = ArrayPool<float>.Shared.Rent(windows.Length / SignalCount * judged);
        var outputs = rented.AsSpan(0, windows.Length / SignalCount * judged);
        network.Forward(windows, outputs);
        windows.CopyTo(reconstructions);
        for (var step = 0; step * judged < outputs.Length; step++) outputs.Slice(step * judged, judged).CopyTo(reconstructions[(step * SignalCount)..]);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Copies of all parameters, named by kind and place of their layer: <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output], ...</summary>
    /// <remarks>A recurrent layer has <c>lstm_0.kernel</c> [input, 4 x unit], <c>lstm_0.recurrent_kernel</c> [unit, 4 x unit] and
    /// <c>lstm_0.bias</c> [4 x unit], gates in Keras' order: input, forget, candidate, output. A convolution has
    /// <c>convolution_0.kernel</c> [tap, input, filter] and <c>convolution_0.bias</c> [filter]. Layers without parameters count as places too.</remarks>
    public IReadOnlyList<Tensor> Tensors() => network.Tensors();

    /// <inheritdoc/>
    public IReadOnlyList<SafeTensor> ToTensors() => ContextTensor.After(Tensors(), ContextCount);
}
