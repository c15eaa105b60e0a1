using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A recurrent network that says what the newest step of a window will be, having read those before it.</summary>
public sealed class Predictor : IReconstructionModel, ITrainedModel
{
    private readonly Network network;

    private readonly int judged; // signals that are predicted; those after them, context, are only read

    private Predictor(int windowLength, int signalCount, int contextCount, PredictorOptions options, Network network, TrainingHistory? history) =>
        (WindowLength, SignalCount, judged, Options, this.network, History) = (windowLength, signalCount, signalCount - contextCount, options, network, history);

    /// <summary>Trains on windows by the loss between their newest steps and the predictions.</summary>
    /// <param name="windows">Scaled and without missing values, in time order, at least 2 steps each; the last ones validate (<see cref="TrainingOptions.ValidationShare"/>).</param>
    /// <param name="options">The window length is the windows'.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few windows.</exception>
    /// <exception cref="TrainingFailedException">The loss left the finite numbers, or the predictions do not depend on the windows.</exception>
    /// <exception cref="FormatException">A checkpoint that is none, or of another run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static Predictor Fit(Windows windows, PredictorOptions options, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        ModelFaults.ThrowIfAny([.. options.Problems(), .. training.Problems(), .. ModelFaults.OfLoss(training.Loss, "a step with its prediction")]);
        ArgumentOutOfRangeException.ThrowIfLessThan(windows.Length, 2, nameof(windows));
        var read = windows.Width - windows.SignalCount;
        var (network, history) = SeveralStarts.Fit(options.Layers(windows.Length - 1, windows.SignalCount, windows.ContextCount), window => windows[window][..read], window => windows[window].Slice(read, windows.JudgedCount),
            windows.Count, training, watch, cancellation);
        return new Predictor(windows.Length, windows.SignalCount, windows.ContextCount, options, network, history);
    }

    /// <summary>A model from the tensors of a fitted one.</summary>
    /// <param name="windowLength">Steps in a window, at least 2.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="options">Shape of the fitted model.</param>
    /// <param name="tensors">As <see cref="ToTensors"/> gave them, in any order.</param>
    /// <param name="contextCount">How many of the signals, the last ones, are read but not predicted; at least 0, below <paramref name="signalCount"/>.</param>
    /// <exception cref="ArgumentException">Options that cannot be used; or a tensor, named in the message, that is missing, surplus or of another shape.</exception>
    public static Predictor FromTensors(int windowLength, int signalCount, PredictorOptions options, IEnumerable<Tensor> tensors, int contextCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowLength, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(signalCount, 1);
        ModelFaults.ThrowIfAny([.. options.Problems()]);
        var network = new Network(options.Layers(windowLength - 1, signalCount, contextCount));
        network.Load(tensors);
        return new Predictor(windowLength, signalCount, contextCount, options, network, null);
    }

    public PredictorOptions Options { get; }

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <summary>1, the newest.</summary>
    public int ExpectedSteps => 1;

    /// <inheritdoc/>
    public TrainingHistory? History { get; }

    /// <inheritdoc/>
    public long ParameterCount => network.ParameterCount;

    /// <inheritdoc/>
    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        var width = WindowLength * SignalCount;
        if (windows.Length % width != 0) throw new ArgumentException($"{windows.Length} values are no multiple of {width}.", nameof(windows));
        if (reconstructions.Length != windows.Length) throw new ArgumentException($"{reconstructions.Length} values for {windows.Length}.", nameof(reconstructions));
        windows.CopyTo(reconstructions);
        var read = width - SignalCount;
        var rented = ArrayPool<float>.Shared.Rent(Network.ChunkRows * width);
        for (var first = 0; first < windows.Length; first += Network.ChunkRows * width)
        {
            var rows = Math.Min(Network.ChunkRows, (windows.Length - first) / width);
            var inputs = rented.AsSpan(0, rows * read);
            var outputs = rented.AsSpan(rows * read, rows * judged);
            for (var row = 0; row < rows; row++) windows.Slice(first + (row * width), read).CopyTo(inputs[(row * read)..]);
            network.Forward(inputs, outputs);
            for (var row = 0; row < rows; row++) outputs.Slice(row * judged, judged).CopyTo(reconstructions[(first + (row * width) + read)..]);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>All parameters, named as <see cref="Autoencoder.Tensors"/> names them.</summary>
    public IReadOnlyList<SafeTensor> ToTensors() => ContextTensor.After(network.Tensors(), SignalCount - judged);
}
