using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Bench;

/// <summary>The labs' recurrent autoencoder on 16 steps of 21 signals, with tanh: training, one window, and many. The peers are bench/peers/lstm.py and <see cref="OnnxPeer"/>.</summary>
internal static class LstmBenchmark
{
    public const int Steps = 16;
    public const int Signals = 21;
    public const int Units = 128;
    public const int Windows = 1_024;

    public static Network NewNetwork() => NewNetwork(Steps, Signals, Units);

    public static Network NewNetwork(int steps, int signals, int units) => Network.Create(
    [
        new LstmLayer(steps, signals, units, Activation.Tanh, new() { Result = RecurrentResult.Last }),
        new LstmLayer(steps, units, units, Activation.Tanh, new() { Input = RecurrentInput.Repeated }),
        new LstmLayer(steps, units, signals, Activation.Tanh),
    ], new Random(1));

    public static void Run()
    {
        var samples = new Samples(Windows, Steps * Signals);
        var network = NewNetwork();
        PeakRate.Print("fma peak");
        foreach (var batch in (int[])[64, 512])
            Measure.Print($"lstm training, batch {batch}", Windows / EngineBenchmark.Epoch(network, samples, batch, 2, 11), "windows/s", Work.Training(network));
        EngineBenchmark.One("lstm one window", network, samples, 3_000);
        EngineBenchmark.Batches("lstm batch scoring", "windows", network, samples, 2, 11);
        PeakRate.Print("fma peak again");
    }
}
