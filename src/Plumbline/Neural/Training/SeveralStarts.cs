using System.Runtime.ExceptionServices;
using Plumbline.Neural.Layers;

namespace Plumbline.Neural.Training;

/// <summary>Trains networks of the same shape from different first weights, side by side, and keeps the one with the lowest monitored loss.</summary>
/// <remarks>Start i is seeded with seed + i; of equal ones the first is kept, so the result does not depend on the number of threads.</remarks>
internal static class SeveralStarts
{
    /// <inheritdoc cref="Trainer.Fit(Network, SampleSource, SampleSource, int, TrainingOptions, Random, TrainingWatch, CancellationToken, string)"/>
    public static (Network Network, TrainingHistory History) Fit(IReadOnlyList<Layer> layers, SampleSource inputs, SampleSource targets, int count,
        TrainingOptions options, TrainingWatch watch, CancellationToken cancellation)
    {
        var starts = options.Starts;
        var runs = new (Network Network, TrainingHistory History)[starts];
        if (starts == 1) runs[0] = Run(0, options, watch);
        else
        {
            var gate = new Lock();
            var each = options with { Threads = 1 };
            try
            {
                Parallel.For(0, starts, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
                    start => runs[start] = Run(start, each, watch with { Look = null, Progress = watch.Progress is { } progress ? new OneStart(progress, gate, start + 1, starts) : null }));
            }
            catch (AggregateException faults)
            {
                ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
            }
        }
        return runs.MinBy(run => run.History.Best.MonitoredLoss);

        (Network, TrainingHistory) Run(int start, TrainingOptions own, TrainingWatch ownWatch)
        {
            var random = new Random(options.Seed + start);
            var network = Network.Create(layers, random);
            return (network, Trainer.Fit(network, inputs, targets, count, own with { Seed = options.Seed + start }, random, ownWatch, cancellation, $"start_{start}"));
        }
    }

    /// <summary>Reports one at a time, with their start's number.</summary>
    private sealed class OneStart(IProgress<TrainingProgress> progress, Lock gate, int start, int starts) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            lock (gate) progress.Report(value with { Start = start, Starts = starts });
        }
    }
}
