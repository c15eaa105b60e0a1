using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A network that looks at a few neighbouring steps at a time, at ever coarser steps, and tells the window again from what is left.</summary>
/// <remarks>The labs' convolutional autoencoder but for its dropout: convolutions over steps with poolings between them, mirrored with
/// up-sampling. By default, of 16 steps of 21 signals, it has 181,465 parameters.</remarks>
public sealed class ConvAutoencoder : Autoencoder
{
    private ConvAutoencoder(Windows windows, ConvAutoencoderOptions options, TrainingOptions training, IProgress<TrainingProgress>? progress, TimeProvider time,
        CancellationToken cancellation) : base(windows, options, training, progress, time, cancellation) => Options = options;

    private ConvAutoencoder(int windowLength, int signalCount, ConvAutoencoderOptions options, IEnumerable<Tensor> tensors)
        : base(windowLength, signalCount, options, tensors) => Options = options;

    /// <inheritdoc cref="DenseAutoencoder.Fit"/>
    public static ConvAutoencoder Fit(Windows windows, ConvAutoencoderOptions options, TrainingOptions training,
        IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancellation) => new(windows, options, training, progress, time, cancellation);

    /// <inheritdoc cref="DenseAutoencoder.FromTensors"/>
    public static ConvAutoencoder FromTensors(int windowLength, int signalCount, ConvAutoencoderOptions options, IEnumerable<Tensor> tensors) =>
        new(windowLength, signalCount, options, tensors);

    public ConvAutoencoderOptions Options { get; }
}
