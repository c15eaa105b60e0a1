using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Bench;

/// <summary>159-64-159 as the lecture has it: one epoch at batch 32, one row, and many rows. The peers are bench/peers/dense.py and <see cref="OnnxPeer"/>.</summary>
internal static class DenseBenchmark
{
    public const int Signals = 159;
    public const int Units = 64;
    public const int Rows = 5_000;

    public static Network NewNetwork() =>
        Network.Create(DenseLayer.Chain(Signals, [(Units, Activation.Relu), (Signals, Activation.Linear)]), new Random(1));

    public static void Run()
    {
        var samples = new Samples(Rows, Signals);
        var network = NewNetwork();
        PeakRate.Print("fma peak");
        Measure.Print("dense epoch", EngineBenchmark.Epoch(network, samples, 32, 100, 31) * 1e3, "ms", Rows * Work.Training(network));
        EngineBenchmark.One("dense one row", network, samples, 100_000);
        EngineBenchmark.Batches("dense batch scoring", "rows", network, samples, 100, 31);
        PeakRate.Print("fma peak again");
    }
}
