using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>The labs' convolutional autoencoder on 16 steps of 21 signals: training, one window, and many, on one thread. The peer is bench/peers/conv.py.</summary>
internal static class ConvBenchmark
{
    private const int Steps = 16;
    private const int Signals = 21;
    private const int Windows = 1_024;

    public static void Run()
    {
        var random = new Random(1);
        var data = new float[Windows * Steps * Signals];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        SampleSource source = window => data.AsSpan(window * Steps * Signals, Steps * Signals);
        var network = Network.Create(new ConvAutoencoderOptions().Layers(Steps, Signals), random);

        foreach (var batch in new[] { 64, 512 })
        {
            // The history holds each epoch's seconds; the first ones are there for the just-in-time compiler.
            var options = new TrainingOptions { Epochs = 13, BatchSize = batch, ValidationShare = 0, Patience = null };
            var history = Trainer.Fit(network, source, source, Windows, options, random, new TrainingWatch(), CancellationToken.None);
            var epochs = history.Epochs.Skip(2).Select(epoch => epoch.Seconds).Order().ToArray();
            Measure.Print($"conv training, batch {batch}", Windows / epochs[epochs.Length / 2], "windows/s");
        }

        var output = new float[Steps * Signals];
        var one = Measure.Each(1_000, 5_000, run => network.Forward(source(run % Windows), output));
        Measure.Print("conv one window p50", one[one.Length / 2] * 1e6, "us");
        Measure.Print("conv one window p99", one[one.Length * 99 / 100] * 1e6, "us");

        foreach (var batch in new[] { 64, 1_024 })
        {
            var length = batch * Steps * Signals;
            var outputs = new float[length];
            var passes = Measure.Each(30, 101, run => network.Forward(data.AsSpan(run * length % data.Length, length), outputs));
            Measure.Print($"conv batch scoring, batch {batch}", batch / passes[passes.Length / 2], "windows/s");
        }
    }
}
