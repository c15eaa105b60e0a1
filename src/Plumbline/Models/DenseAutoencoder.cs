using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A dense network that squeezes a whole window through fewer units and learns to give it back.</summary>
/// <remarks>The lecture's detector with windows of one step. With longer windows all values of a window are one row of inputs.
/// The lecture's 159-64-159 has 20,575 parameters.</remarks>
public sealed class DenseAutoencoder : Autoencoder
{
    private DenseAutoencoder(Windows windows, DenseAutoencoderOptions options, TrainingOptions training, IProgress<TrainingProgress>? progress, TimeProvider time,
        CancellationToken cancellation) : base(windows, options, training, progress, time, cancellation) => Options = options;

    private DenseAutoencoder(int windowLength, int signalCount, DenseAutoencoderOptions options, IEnumerable<Tensor> tensors)
        : base(windowLength, signalCount, options, tensors) => Options = options;

    /// <summary>Trains on windows by the mean squared error between them and their reconstructions.</summary>
    /// <param name="windows">Scaled and without missing values, in time order; the last ones validate (<see cref="TrainingOptions.ValidationShare"/>).</param>
    /// <param name="progress">About twenty reports an epoch, from the calling thread.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few windows.</exception>
    /// <exception cref="TrainingDivergedException">The loss left the finite numbers.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static DenseAutoencoder Fit(Windows windows, DenseAutoencoderOptions options, TrainingOptions training,
        IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancellation) => new(windows, options, training, progress, time, cancellation);

    /// <summary>A model from the tensors of a fitted one.</summary>
    /// <param name="windowLength">Steps in a window, at least 1.</param>
    /// <param name="signalCount">Signals in each step, at least 1.</param>
    /// <param name="options">Shape of the fitted model.</param>
    /// <param name="tensors">As <see cref="Autoencoder.Tensors"/> gave them, in any order.</param>
    /// <exception cref="ArgumentException">Options that cannot be used; or a tensor, named in the message, that is missing, surplus or of another shape.</exception>
    public static DenseAutoencoder FromTensors(int windowLength, int signalCount, DenseAutoencoderOptions options, IEnumerable<Tensor> tensors) =>
        new(windowLength, signalCount, options, tensors);

    public DenseAutoencoderOptions Options { get; }
}
