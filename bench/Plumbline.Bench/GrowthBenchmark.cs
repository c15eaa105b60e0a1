using System.Diagnostics;
using System.Globalization;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>What a training step, a scored sample and the memory for training cost as one size doubles and doubles. Read by bench/peers/growth.py.</summary>
internal static class GrowthBenchmark
{
    private const int Repeats = 25;
    private const double LeastSeconds = 0.004; // of a repeat: shorter than what a neighbour gets at a time

    private sealed record Case(int Size, int Batch, Func<Network> Create);

    public static void Run()
    {
        Series("dense", "units", Doublings(32, 1_024, units => new Case(units, 32, () => Dense(159, units))));
        Series("dense", "signals", Doublings(32, 1_024, signals => new Case(signals, 32, () => Dense(signals, 64))));
        Series("lstm", "units", Doublings(32, 512, units => new Case(units, 64, () => LstmBenchmark.NewNetwork(16, 21, units))));
        Series("lstm", "steps", Doublings(8, 128, steps => new Case(steps, 64, () => LstmBenchmark.NewNetwork(steps, 21, 128))));
        Series("lstm", "batch", Doublings(8, 512, batch => new Case(batch, batch, () => LstmBenchmark.NewNetwork(16, 21, 128))));
        Series("lstm", "signals", Doublings(8, 256, signals => new Case(signals, 64, () => LstmBenchmark.NewNetwork(16, signals, 128))));
    }

    private static Network Dense(int signals, int units) =>
        Network.Create(DenseLayer.Chain(signals, [(units, Activation.Relu), (signals, Activation.Linear)]), new Random(1));

    private static IEnumerable<Case> Doublings(int first, int last, Func<int, Case> create)
    {
        for (var size = first; size <= last; size *= 2) yield return create(size);
    }

    // All sizes take turns, so that a busy minute of the machine does not fall on one of them.
    private static void Series(string kind, string what, IEnumerable<Case> cases)
    {
        var runs = cases.Select(one => new Measured(one)).ToList();
        for (var repeat = 0; repeat < Repeats; repeat++)
            foreach (var run in runs) run.Repeat();
        foreach (var run in runs)
        {
            run.Print(kind, what);
            run.Dispose();
        }
    }

    private sealed class Measured : IDisposable
    {
        private readonly Case one;
        private readonly Network network;
        private readonly Samples samples;
        private readonly Backpropagation pass;
        private readonly Optimizer optimizer;
        private readonly EarlyStopping stopping;
        private readonly long bytes;
        private readonly int[] order;
        private readonly float[] outputs;
        // The fastest repeats: what a neighbour on the machine takes is no cost of ours.
        private double stepSeconds = double.PositiveInfinity;
        private double scoringSeconds = double.PositiveInfinity;

        public Measured(Case one)
        {
            this.one = one;
            network = one.Create();
            samples = new Samples(2 * one.Batch, network.InputLength);
            // All that Trainer.Fit builds beside the network and the samples.
            var before = GC.GetAllocatedBytesForCurrentThread();
            pass = new Backpropagation(network, samples.Source, samples.Source, one.Batch);
            optimizer = Optimizer.Create(new TrainingOptions(), network);
            stopping = new EarlyStopping(null, 0, network.Parameters.Length);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            order = [.. Enumerable.Range(0, one.Batch).Select(i => (i * 7) % (2 * one.Batch))];
            outputs = new float[one.Batch * network.OutputLength];
            Step();
            Score();
        }

        public void Repeat()
        {
            stepSeconds = Math.Min(stepSeconds, Seconds(Step));
            scoringSeconds = Math.Min(scoringSeconds, Seconds(Score) / one.Batch);
        }

        public void Print(string kind, string what) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{{\"side\":\"plumbline\",\"network\":\"{kind}\",\"what\":\"{what}\",\"size\":{one.Size},\"batch\":{one.Batch},\"parameters\":{network.ParameterCount},"
            + $"\"step_gflop\":{one.Batch * Work.Training(network):R},\"step_seconds\":{stepSeconds:R},"
            + $"\"scoring_gflop\":{Work.Scoring(network):R},\"scoring_seconds\":{scoringSeconds:R},\"training_bytes\":{bytes}}}"));

        public void Dispose() => pass.Dispose();

        private void Step()
        {
            pass.LossAndGradients(order);
            optimizer.Step(pass.Gradients, 1e-4, network.Parameters);
        }

        private void Score() => network.Forward(samples.Some(0, one.Batch), outputs);

        private static double Seconds(Action action)
        {
            action(); // brings back to the caches what the other sizes drove out
            var begun = Stopwatch.GetTimestamp();
            var (count, elapsed) = (0, 0.0);
            while (elapsed < LeastSeconds)
            {
                action();
                count++;
                elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            }
            return elapsed / count;
        }
    }
}
