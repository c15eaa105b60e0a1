using Plumbline.Models;
using Plumbline.Neural;

namespace Plumbline.Bench;

/// <summary>The labs' convolutional autoencoder on 16 steps of 21 signals: training, one window, and many. The peers are bench/peers/conv.py and <see cref="OnnxPeer"/>.</summary>
internal static class ConvBenchmark
{
    public const int Steps = 16;
    public const int Signals = 21;
    public const int Windows = 1_024;

    public static Network NewNetwork() => Network.Create(new ConvAutoencoderOptions().Layers(Steps, Signals), new Random(1));

    public static void Run()
    {
        var samples = new Samples(Windows, Steps * Signals);
        var network = NewNetwork();
        PeakRate.Print("fma peak");
        foreach (var batch in (int[])[64, 512])
            Measure.Print($"conv training, batch {batch}", Windows / EngineBenchmark.Epoch(network, samples, batch, 2, 11), "windows/s", Work.Training(network));
        EngineBenchmark.One("conv one window", network, samples, 3_000);
        EngineBenchmark.Batches("conv batch scoring", "windows", network, samples, 5, 25);
        PeakRate.Print("fma peak again");
    }
}
