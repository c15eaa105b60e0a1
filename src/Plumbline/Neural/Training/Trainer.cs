using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Neural.Training;

/// <summary>Mini-batch training with validation, early stopping and the best epoch's parameters in the end.</summary>
/// <remarks>Nothing is allocated between the first step of an epoch and its last. The result depends on seed, samples and options only.</remarks>
internal sealed class Trainer : IDisposable
{
    private const int ReportsPerEpoch = 20;
    private const int CollapseSamples = 256;

    private readonly Network network;
    private readonly SampleSource inputs;
    private readonly SampleSource targets;
    private readonly int count;
    private readonly int training; // samples before those that validate
    private readonly TrainingOptions options;
    private readonly TrainingWatch watch;
    private readonly CancellationToken cancellation;
    private readonly Backpropagation pass;
    private readonly Optimizer optimizer;
    private readonly EarlyStopping stopping;
    private readonly List<EpochRecord> history = [];
    private readonly int batchRows;
    private bool stopped;

    private Trainer(Network network, SampleSource inputs, SampleSource targets, int count, TrainingOptions options, TrainingWatch watch, CancellationToken cancellation)
    {
        (this.network, this.inputs, this.targets, this.count) = (network, inputs, targets, count);
        (this.options, this.watch, this.cancellation) = (options, watch, cancellation);
        training = (int)(count * (1 - options.ValidationShare));
        if (training < 1) throw new ArgumentException($"{count} samples are too few to train on all but the last {options.ValidationShare:P0}.", nameof(count));
        batchRows = Math.Min(options.BatchSize, count);
        pass = new Backpropagation(network, inputs, targets, batchRows, options.Loss, new WeightPenalty(options.L1, options.L2), options.Threads);
        optimizer = Optimizer.Create(options, network);
        stopping = new EarlyStopping(options.Patience, options.MinDelta, network.Parameters.Length);
    }

    /// <summary>Trains a network in place.</summary>
    /// <param name="inputs">What goes in, [step, feature].</param>
    /// <param name="targets">What should come out, [step, feature]; the very same delegate as <paramref name="inputs"/> for a network that reconstructs.</param>
    /// <param name="count">Samples that the sources have, numbered in time order.</param>
    /// <param name="options">Valid ones.</param>
    /// <param name="random">For the order within each epoch.</param>
    /// <param name="run">Name of the run among the checkpoints.</param>
    /// <exception cref="ArgumentException">The samples are too few for a training and a validation part.</exception>
    /// <exception cref="TrainingFailedException">A loss is not finite, or the outputs do not depend on the inputs.</exception>
    /// <exception cref="FormatException">The checkpoint is none, or of another run.</exception>
    /// <exception cref="OperationCanceledException">Looked at before each batch; the network is then half-trained.</exception>
    public static TrainingHistory Fit(Network network, SampleSource inputs, SampleSource targets, int count, TrainingOptions options,
        Random random, TrainingWatch watch, CancellationToken cancellation, string run = "training")
    {
        using var trainer = new Trainer(network, inputs, targets, count, options, watch, cancellation);
        return trainer.Fit(random, run);
    }

    public void Dispose() => pass.Dispose();

    private TrainingHistory Fit(Random random, string run)
    {
        var order = new int[training];
        for (var i = 0; i < training; i++) order[i] = i;
        var identity = watch.Checkpoints is null ? 0 : TrainingState.RunOf(network, inputs, targets, count, options);
        if (watch.Checkpoints?.Load(run) is { } kept) Resume(TrainingState.Read(kept), identity);
        for (var behind = 0; behind < history.Count; behind++) random.Shuffle(order); // as if they had been trained again
        var saved = watch.Time.GetTimestamp();
        for (var epoch = history.Count + 1; epoch <= options.Epochs && !stopped; epoch++)
        {
            random.Shuffle(order);
            history.Add(TrainEpoch(epoch, order));
            stopped = stopping.Observe(epoch, history[^1].MonitoredLoss, network.Parameters);
            if (watch.Look is { } look && look.After(epoch)) look.See(epoch, BestTensors());
            if (watch.Checkpoints is not { } checkpoints || watch.Time.GetElapsedTime(saved) < checkpoints.Every) continue;
            checkpoints.Save(run, StateOf(identity).ToBytes());
            saved = watch.Time.GetTimestamp();
        }
        stopping.Restore(network.Parameters);
        var result = new TrainingHistory(history, stopping.BestEpoch, stopped);
        if (options.RefuseCollapse && HasCollapsed()) throw new TrainingCollapsedException(result.BestEpoch, result.Best.MonitoredLoss, options.LearningRate);
        return result;
    }

    private IReadOnlyList<Tensor> BestTensors()
    {
        var now = network.Parameters.ToArray();
        stopping.Restore(network.Parameters);
        var tensors = network.Tensors();
        now.CopyTo(network.Parameters);
        return tensors;
    }

    private EpochRecord TrainEpoch(int epoch, int[] order)
    {
        var begun = watch.Time.GetTimestamp();
        var batches = (training + batchRows - 1) / batchRows;
        var reportEvery = Math.Max(1, batches / ReportsPerEpoch);
        var noise = Noise.Of(options.Seed).For(epoch);
        var lastLoss = history.Count > 0 ? history[^1].ValidationLoss : null;
        var (sum, norm, rate) = (0.0, 0.0, 0.0);
        for (var batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = batch * batchRows;
            var rows = Math.Min(batchRows, training - first);
            var loss = pass.LossAndGradients(order.AsSpan(first, rows), noise.For(batch));
            if (!double.IsFinite(loss)) throw new TrainingDivergedException(epoch, batch + 1, options.LearningRate, "training loss");
            sum += loss;
            if (options.ClipNorm is { } longest) norm = pass.Clip(longest);
            var done = epoch - 1 + ((double)batch / batches);
            rate = options.LearningRate * options.Schedule.ShareAt(done, done + (1.0 / batches), options.Epochs, history);
            optimizer.Step(pass.Gradients, rate, network.Parameters);
            if ((batch + 1) % reportEvery == 0 || batch + 1 == batches)
                watch.Progress?.Report(new TrainingProgress(epoch, options.Epochs, (batch + 1.0) / batches, sum / (first + rows), lastLoss));
        }
        if (options.ClipNorm is null) norm = pass.GradientNorm;
        var validation = Validate();
        if (validation is { } number && !double.IsFinite(number)) throw new TrainingDivergedException(epoch, batches, options.LearningRate, "validation loss");
        return new EpochRecord(epoch, sum / training, validation, rate, norm, watch.Time.GetElapsedTime(begun).TotalSeconds);
    }

    private double? Validate()
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
        return sum / (count - training);
    }

    // Outputs that vary from sample to sample by less than a thousandth of what the targets do, taken over evenly spread samples.
    private bool HasCollapsed()
    {
        var taken = Math.Min(count, CollapseSamples);
        var (output, first) = (new float[network.OutputLength], new float[network.OutputLength]);
        var (spread, targetSpread) = (0f, 0f);
        for (var i = 0; i < taken; i++)
        {
            var sample = (int)((long)i * count / taken);
            network.Forward(inputs(sample), output);
            if (i == 0) output.CopyTo(first, 0);
            for (var k = 0; k < output.Length; k++) spread = Math.Max(spread, Math.Abs(output[k] - first[k]));
            var target = targets(sample);
            var reference = targets(0);
            for (var k = 0; k < target.Length; k++) targetSpread = Math.Max(targetSpread, Math.Abs(target[k] - reference[k]));
        }
        return targetSpread > 0 && spread < 1e-3f * targetSpread;
    }

    private void Resume(TrainingState state, ulong identity)
    {
        var memory = optimizer.Memory;
        if (state.Run != identity || state.Parameters.Length != network.Parameters.Length || state.Best.Length != network.Parameters.Length
            || state.Memory.Count != memory.Count || state.Memory.Any(part => part.Length != network.Parameters.Length))
            throw new FormatException("it is of another training run: other data, other options or another version");
        state.Parameters.CopyTo(network.Parameters);
        for (var i = 0; i < memory.Count; i++) state.Memory[i].CopyTo(memory[i].Span);
        optimizer.Steps = state.Steps;
        foreach (var epoch in state.Epochs)
        {
            history.Add(epoch);
            stopped = stopping.Observe(epoch.Epoch, epoch.MonitoredLoss, state.Best);
        }
    }

    private TrainingState StateOf(ulong identity) => new(identity, history, network.Parameters.ToArray(), stopping.Best.ToArray(), optimizer.Steps,
        [.. optimizer.Memory.Select(memory => memory.Span.ToArray())]);
}
