using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>What is measured of every network, on one thread: epochs, one sample after the other, and batches.</summary>
internal static class EngineBenchmark
{
    /// <summary>Median seconds of an epoch, after some that are there for the just-in-time compiler.</summary>
    public static double Epoch(Network network, Samples samples, int batch, int warmups, int epochs)
    {
        TrainingHistory Train(int count) => Trainer.Fit(network, samples.Source, samples.Source, samples.Count,
            new TrainingOptions { Epochs = count, BatchSize = batch, ValidationShare = 0, Patience = null }, new Random(1), new TrainingWatch(), CancellationToken.None);
        Train(warmups);
        return Measure.Median([.. Train(epochs).Epochs.Select(epoch => epoch.Seconds).Order()]);
    }

    /// <summary>Latencies from an array to an array, as the peers have them.</summary>
    /// <param name="what">Such as <c>dense one row</c>.</param>
    public static void One(string what, Network network, Samples samples, int runs)
    {
        var output = new float[network.OutputLength];
        var seconds = Measure.Each(runs, runs, run => network.Forward(samples.At(run), output));
        Measure.PrintLatencies(what, seconds, Work.Scoring(network));
    }

    /// <param name="what">Such as <c>dense batch scoring</c>.</param>
    /// <param name="item">Such as <c>rows</c>.</param>
    public static void Batches(string what, string item, Network network, Samples samples, int warmups, int runs)
    {
        foreach (var batch in (int[])[64, 1_024])
        {
            var outputs = new float[batch * network.OutputLength];
            var seconds = Measure.Each(warmups, runs, _ =>
            {
                for (var first = 0; first < samples.Count; first += batch)
                {
                    var count = Math.Min(batch, samples.Count - first);
                    network.Forward(samples.Some(first, count), outputs.AsSpan(0, count * network.OutputLength));
                }
            });
            Measure.Print($"{what}, batch {batch}", samples.Count / Measure.Median(seconds), $"{item}/s", Work.Scoring(network));
        }
    }
}
