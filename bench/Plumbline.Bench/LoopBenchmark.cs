using System.Diagnostics;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>One kind of work and nothing else for some seconds, for a profiler to look at; see bench/peers/profile.py.</summary>
internal static class LoopBenchmark
{
    /// <returns>Whether there is such work.</returns>
    public static bool Run(string work, double seconds)
    {
        switch (work)
        {
            case "dense-training":
                Train(DenseBenchmark.NewNetwork(), new Samples(DenseBenchmark.Rows, DenseBenchmark.Signals), 32, seconds);
                return true;
            case "dense-row":
                Score(DenseBenchmark.NewNetwork(), new Samples(DenseBenchmark.Rows, DenseBenchmark.Signals), seconds);
                return true;
            case "pair-training":
                Train(PairBenchmark.NewNetwork(PairBenchmark.Steps, PairBenchmark.Signals), new Samples(PairBenchmark.Windows, PairBenchmark.Steps * PairBenchmark.Signals), 32, seconds);
                return true;
            case "lstm-training":
                Train(LstmBenchmark.NewNetwork(), new Samples(LstmBenchmark.Windows, LstmBenchmark.Steps * LstmBenchmark.Signals), 64, seconds);
                return true;
            case "lstm-window":
                Score(LstmBenchmark.NewNetwork(), new Samples(LstmBenchmark.Windows, LstmBenchmark.Steps * LstmBenchmark.Signals), seconds);
                return true;
            case "conv-training":
                Train(ConvBenchmark.NewNetwork(), new Samples(ConvBenchmark.Windows, ConvBenchmark.Steps * ConvBenchmark.Signals), 64, seconds);
                return true;
            case "conv-scoring":
                Score(ConvBenchmark.NewNetwork(), new Samples(ConvBenchmark.Windows, ConvBenchmark.Steps * ConvBenchmark.Signals), seconds, 64);
                return true;
            default:
                return false;
        }
    }

    private static void Train(Network network, Samples samples, int batch, double seconds)
    {
        var begun = Stopwatch.GetTimestamp();
        var options = new TrainingOptions { Epochs = 20, BatchSize = batch, ValidationShare = 0, Patience = null, LearningRate = 1e-4 };
        while (Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds)
            Trainer.Fit(network, samples.Source, samples.Source, samples.Count, options, new Random(1), new TrainingWatch(), CancellationToken.None);
    }

    private static void Score(Network network, Samples samples, double seconds, int together = 1)
    {
        var begun = Stopwatch.GetTimestamp();
        var outputs = new float[network.OutputLength * together];
        while (Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds)
            for (var first = 0; first + together <= samples.Count; first += together) network.Forward(samples.Some(first, together), outputs);
    }
}
