using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A recurrent network that reads a window step by step into one state and tells the window again from that state alone.</summary>
/// <remarks>Encoder and decoder of long short-term memories: the labs' sequence-to-sequence autoencoder (Malhotra et al. 2016), which is
/// <see cref="LstmAutoencoderOptions.Units"/> [128] with relu and recurrent output; of 16 steps of 21 signals it has 220,984 parameters.</remarks>
public sealed class LstmAutoencoder : Autoencoder
{
    private LstmAutoencoder(Windows windows, LstmAutoencoderOptions options, TrainingOptions training, IProgress<TrainingProgress>? progress, TimeProvider time,
        CancellationToken cancellation) : base(windows, options, training, progress, time, cancellation) => Options = options;

    private LstmAutoencoder(int windowLength, int signalCount, LstmAutoencoderOptions options, IEnumerable<Tensor> tensors)
        : base(windowLength, signalCount, options, tensors) => Options = options;

    /// <inheritdoc cref="DenseAutoencoder.Fit"/>
    public static LstmAutoencoder Fit(Windows windows, LstmAutoencoderOptions options, TrainingOptions training,
        IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancellation) => new(windows, options, training, progress, time, cancellation);

    /// <inheritdoc cref="DenseAutoencoder.FromTensors"/>
    public static LstmAutoencoder FromTensors(int windowLength, int signalCount, LstmAutoencoderOptions options, IEnumerable<Tensor> tensors) =>
        new(windowLength, signalCount, options, tensors);

    public LstmAutoencoderOptions Options { get; }
}
