using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A network that learns to give back the windows it is trained on, and so fails on others.</summary>
/// <remarks>Its options give it its layers: <see cref="DenseAutoencoderOptions"/>, <see cref="LstmAutoencoderOptions"/> and so on.</remarks>
public sealed class Autoencoder : IReconstructionModel, ITrainedModel
{
    private readonly Network network;

    private Autoencoder(int windowLength, int signalCount, AutoencoderOptions options, Network network, TrainingHistory? history) =>
        (WindowLength, SignalCount, Options, this.network, History) = (windowLength, signalCount, options, network, history);

    /// <summary>Trains on windows by the loss between them and their reconstructions.</summary>
    /// <param name="windows">Scaled and without missing values, in time order; the last ones validate (<see cref="TrainingOptions.ValidationShare"/>).</param>
    /// <param name="options">The window length is the windows'.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few windows.</exception>
    /// <exception cref="TrainingFailedException">The loss left the finite numbers, or the reconstructions do not depend on the windows.</exception>
    /// <exception cref="FormatException">A checkpoint that is none, or of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static Autoencoder Fit(Windows windows, AutoencoderOptions options, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        ModelFaults.ThrowIfAny([.. options.Problems(), .. training.Problems(), .. ModelFaults.OfLoss(training.Loss, "a window with its reconstruction")]);
        SampleSource source = window => windows[window];
        var (network, history) = SeveralStarts.Fit(options.Layers(windows.Length, windows.SignalCount), source, source, windows.Count, training, watch, cancellation);
        return new Autoencoder(windows.Length, windows.SignalCount, options, network, history);
    }

    /// <summary>A model from the tensors of a fitted one.</summary>
    /// <param name="windowLength">Steps in a window, at least 1.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="options">Shape of the fitted model.</param>
    /// <param name="tensors">As <see cref="Tensors"/> gave them, in any order.</param>
    /// <exception cref="ArgumentException">Options that cannot be used; or a tensor, named in the message, that is missing, surplus or of another shape.</exception>
    public static Autoencoder FromTensors(int windowLength, int signalCount, AutoencoderOptions options, IEnumerable<Tensor> tensors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ModelFaults.ThrowIfAny([.. options.Problems()]);
        var network = new Network(options.Layers(windowLength, signalCount));
        network.Load(tensors);
        return new Autoencoder(windowLength, signalCount, options, network, null);
    }

    public AutoencoderOptions Options { get; }

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <inheritdoc/>
    public TrainingHistory? History { get; }

    /// <summary>Kernels and biases of all layers.</summary>
    public long ParameterCount => network.ParameterCount;

    internal Network Network => network;

    /// <inheritdoc/>
    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions) => network.Forward(windows, reconstructions);

    /// <summary>Copies of all parameters, named by kind and place of their layer: <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output], ...</summary>
    /// <remarks>A recurrent layer has <c>lstm_0.kernel</c> [input, 4 x unit], <c>lstm_0.recurrent_kernel</c> [unit, 4 x unit] and
    /// <c>lstm_0.bias</c> [4 x unit], gates in Keras' order: input, forget, candidate, output. A convolution has
    /// <c>convolution_0.kernel</c> [tap, input, filter] and <c>convolution_0.bias</c> [filter]. Layers without parameters count as places too.</remarks>
    public IReadOnlyList<Tensor> Tensors() => network.Tensors();

    /// <inheritdoc/>
    public IReadOnlyList<SafeTensor> ToTensors() => [.. Tensors().Select(SafeTensor.Of)];
}
