using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Loss and gradients of a network over batches of samples, with all the scratch they need, made once.</summary>
/// <remarks>A large batch goes through in chunks that stay near the processor. On one thread they add up their gradients one after the other.
/// On several, each chunk has gradients of its own, which are added in the order of the chunks: the bits do not depend on which thread did
/// which, nor on how many there are, but may differ from those of one thread in the last place.</remarks>
internal sealed class Backpropagation : IDisposable
{
    private readonly Network network;
    private readonly int mostRows;
    private readonly ChunkPass[] passes; // one a thread
    private readonly AlignedBuffer gradients;
    private readonly AlignedBuffer[] chunkGradients; // on several threads, of each chunk but the first
    private readonly double[] chunkLosses;
    private readonly ChunkWorkers? workers;
    private readonly int[] samples;
    private int sampleCount;
    private Noise noise;

    /// <param name="inputs">What goes in, [step, feature].</param>
    /// <param name="targets">What should come out, [step, feature]; the very same delegate as <paramref name="inputs"/> for a network that reconstructs.</param>
    /// <param name="batchSize">Most samples in a batch.</param>
    /// <param name="threads">That share the chunks of a batch, the calling one among them; no more than there are chunks are used.</param>
    public Backpropagation(Network network, SampleSource inputs, SampleSource targets, int batchSize, LossKind loss = LossKind.MeanSquaredError, int threads = 1)
    {
        this.network = network;
        mostRows = Math.Min(batchSize, Network.ChunkRows);
        var chunks = (batchSize + mostRows - 1) / mostRows;
        threads = Math.Min(threads, chunks);
        passes = [.. Enumerable.Range(0, threads).Select(_ => new ChunkPass(network, inputs, targets, Training.Loss.Of(loss), mostRows))];
        gradients = new AlignedBuffer(network.Parameters.Length);
        chunkGradients = threads == 1 ? [] : [.. Enumerable.Range(1, chunks - 1).Select(_ => new AlignedBuffer(network.Parameters.Length))];
        (chunkLosses, samples) = (new double[chunks], new int[threads == 1 ? 0 : batchSize]);
        if (threads > 1) workers = new ChunkWorkers(threads, RunChunk);
    }

    /// <summary>Laid out like the network's parameters.</summary>
    public ReadOnlySpan<float> Gradients => gradients.Span;

    /// <summary>Euclidean length of <see cref="Gradients"/>.</summary>
    public double GradientNorm => Math.Sqrt(TensorPrimitives.SumOfSquares(gradients.Span));

    /// <summary>Shortens <see cref="Gradients"/> to a length, direction kept, where they are longer.</summary>
    /// <returns>Their length before.</returns>
    public double Clip(double longest)
    {
        var norm = GradientNorm;
        if (norm > longest) TensorPrimitives.Multiply(gradients.Span, (float)(longest / norm), gradients.Span);
        return norm;
    }

    /// <summary>Sum over the samples of the loss of each, as when scoring: without noise and without penalties on weights.</summary>
    public double Loss(ReadOnlySpan<int> samples)
    {
        var loss = 0.0;
        for (var first = 0; first < samples.Length; first += mostRows)
            loss += passes[0].Forward(samples.Slice(first, Math.Min(mostRows, samples.Length - first)), samples.Length, default);
        return loss;
    }

    /// <summary>As <see cref="Loss"/>, penalties included, and leaves the gradients of the batch's mean in <see cref="Gradients"/>.</summary>
    /// <param name="noise">For layers that need it to train; layers score without.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double LossAndGradients(ReadOnlySpan<int> samples, Noise noise = default)
    {
        var chunks = (samples.Length + mostRows - 1) / mostRows;
        var loss = 0.0;
        if (workers is null || chunks == 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var first = chunk * mostRows;
                loss += passes[0].Forward(samples.Slice(first, Math.Min(mostRows, samples.Length - first)), samples.Length, noise.For(chunk));
                passes[0].Backward(gradients.Span, adds: chunk > 0);
            }
        }
        else
        {
            samples.CopyTo(this.samples);
            (sampleCount, this.noise) = (samples.Length, noise);
            workers.Run(chunks);
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                loss += chunkLosses[chunk];
                if (chunk > 0) TensorPrimitives.Add(gradients.Span, chunkGradients[chunk - 1].Span, gradients.Span);
            }
        }
        for (var i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            var own = network.ParametersOf(i);
            var ownGradients = network.PartOf(i, gradients.Span);
            layer.Settle(own, ownGradients);
            loss += samples.Length * layer.PenaliseWeights(own, ownGradients);
        }
        return loss;
    }

    public void Dispose() => workers?.Dispose();

    private void RunChunk(int thread, int chunk)
    {
        var first = chunk * mostRows;
        var pass = passes[thread];
        chunkLosses[chunk] = pass.Forward(samples.AsSpan(first, Math.Min(mostRows, sampleCount - first)), sampleCount, noise.For(chunk));
        pass.Backward(chunk == 0 ? gradients.Span : chunkGradients[chunk - 1].Span, adds: false);
    }
}
