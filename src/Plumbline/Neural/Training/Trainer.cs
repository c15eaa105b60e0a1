using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>Mini-batch training with validation, early stopping and the best epoch's parameters in the end.</summary>
/// <remarks>One thread, and nothing is allocated between the first step of an epoch and its last. The result depends on seed, samples and options only.</remarks>
internal static class Trainer
{
    private const int ReportsPerEpoch = 20;

    /// <summary>Trains a network in place.</summary>
    /// <param name="inputs">What goes in, [step, feature].</param>
    /// <param name="targets">What should come out, [step, feature]; the very same delegate as <paramref name="inputs"/> for a network that reconstructs.</param>
    /// <param name="count">Samples that the sources have, numbered in time order.</param>
    /// <param name="options">Valid ones.</param>
    /// <param name="random">For the order within each epoch.</param>
    /// <exception cref="ArgumentException">The samples are too few for a training and a validation part.</exception>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Looked at before each batch; the network is then half-trained.</exception>
    public static TrainingHistory Fit(Network network, SampleSource inputs, SampleSource targets, int count, TrainingOptions options,
        Random random, IProgress<TrainingProgress>? progress, TimeProvider time, CancellationToken cancellation)
    {
        var training = (int)(count * (1 - options.ValidationShare));
        if (training < 1) throw new ArgumentException($"{count} samples are too few to train on all but the last {options.ValidationShare:P0}.", nameof(count));
        var order = new int[training];
        for (var i = 0; i < training; i++) order[i] = i;
        var batches = (training + options.BatchSize - 1) / options.BatchSize;
        var reportEvery = Math.Max(1, batches / ReportsPerEpoch);

        var batchRows = Math.Min(options.BatchSize, count);
        using var pass = new Backpropagation(network, inputs, targets, batchRows);
        var noise = Noise.Of(options.Seed);
        var optimizer = Optimizer.Create(options.Optimizer, network.Parameters.Length);
        var stopping = new EarlyStopping(options.Patience, options.MinDelta, network.Parameters.Length);
        var history = new List<EpochRecord>();
        var stopped = false;
        double? validationLoss = null;

        for (var epoch = 1; epoch <= options.Epochs && !stopped; epoch++)
        {
            var begun = time.GetTimestamp();
            random.Shuffle(order);
            var (sum, norm) = (0.0, 0.0);
            for (var batch = 0; batch < batches; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                var first = batch * batchRows;
                var rows = Math.Min(batchRows, training - first);
                var loss = pass.LossAndGradients(order.AsSpan(first, rows), noise.For(epoch).For(batch));
                if (!double.IsFinite(loss)) throw new TrainingDivergedException(epoch, batch + 1, options.LearningRate, "training loss");
                sum += loss;
                if (options.ClipNorm is { } longest) norm = pass.Clip(longest);
                optimizer.Step(pass.Gradients, options.LearningRate, network.Parameters);
                if (progress is not null && ((batch + 1) % reportEvery == 0 || batch + 1 == batches))
                    progress.Report(new TrainingProgress(epoch, options.Epochs, (batch + 1.0) / batches, sum / (first + rows), validationLoss));
            }
            if (options.ClipNorm is null) norm = pass.GradientNorm;
            validationLoss = Validate(epoch);
            var record = new EpochRecord(epoch, sum / training, validationLoss, options.LearningRate, norm, time.GetElapsedTime(begun).TotalSeconds);
            history.Add(record);
            stopped = stopping.Observe(epoch, record.MonitoredLoss, network.Parameters);
        }
        stopping.Restore(network.Parameters);
        return new TrainingHistory(history, stopping.BestEpoch, stopped);

        double? Validate(int epoch)
        {
            if (training == count) return null;
            Span<int> samples = new int[batchRows];
            var sum = 0.0;
            for (var first = training; first < count; first += batchRows)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = Math.Min(batchRows, count - first);
                for (var row = 0; row < rows; row++) samples[row] = first + row;
                sum += pass.Loss(samples[..rows]);
            }
            if (!double.IsFinite(sum)) throw new TrainingDivergedException(epoch, batches, options.LearningRate, "validation loss");
            return sum / (count - training);
        }
    }
}
