using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>The labs' recurrent autoencoder on 16 steps of 21 signals, with tanh: training, one window, and many, on one thread. The peer is bench/peers/lstm.py.</summary>
internal static class LstmBenchmark
{
    private const int Steps = 16;
    private const int Signals = 21;
    private const int Units = 128;
    private const int Windows = 1_024;

    public static void Run()
    {
        var random = new Random(1);
        var data = new float[Windows * Steps * Signals];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        SampleSource source = window => data.AsSpan(window * Steps * Signals, Steps * Signals);
        var network = Network.Create(
        [
            new LstmLayer(Steps, Signals, Units, Activation.Tanh, new() { Result = RecurrentResult.Last }),
            new LstmLayer(Steps, Units, Units, Activation.Tanh, new() { Input = RecurrentInput.Repeated }),
            new LstmLayer(Steps, Units, Signals, Activation.Tanh),
        ], random);

        foreach (var batch in new[] { 64, 512 })
        {
            // The history holds each epoch's seconds; the first ones are there for the just-in-time compiler.
            var options = new TrainingOptions { Epochs = 13, BatchSize = batch, ValidationShare = 0, Patience = null };
            var history = Trainer.Fit(network, source, source, Windows, options, random, new TrainingWatch(), CancellationToken.None);
            var epochs = history.Epochs.Skip(2).Select(epoch => epoch.Seconds).Order().ToArray();
            Measure.Print($"lstm training, batch {batch}", Windows / epochs[epochs.Length / 2], "windows/s");
        }

        var output = new float[Steps * Signals];
        var one = Measure.Each(1_000, 5_000, run => network.Forward(source(run % Windows), output));
        Measure.Print("lstm one window p50", one[one.Length / 2] * 1e6, "us");
        Measure.Print("lstm one window p99", one[one.Length * 99 / 100] * 1e6, "us");

        var outputs = new float[data.Length];
        var passes = Measure.Each(2, 11, _ => network.Forward(data, outputs));
        Measure.Print("lstm batch scoring", Windows / passes[passes.Length / 2], "windows/s");
    }
}
