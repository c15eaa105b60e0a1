using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Bench;

/// <summary>The dense pair of the sequence pipeline on windows of 30 steps x 5 signals, batch 32, the two networks trained one after the other as
/// the peer, bench/peers/pair.py, does: 5-64-32-16-8-16-32-64-5 at each step, and 30-64-32-16-8-16-32-64-30 for each signal.</summary>
internal static class PairBenchmark
{
    public const int Steps = 30;
    public const int Signals = 5;
    public const int Windows = 3_200;

    public static void Run()
    {
        var samples = new Samples(Windows, Steps * Signals);
        var (byStep, bySignal) = (NewNetwork(Steps, Signals), NewNetwork(Signals, Steps));
        PeakRate.Print("fma peak");
        var stepSeconds = EngineBenchmark.Epoch(byStep, samples, 32, 8, 11);
        var signalSeconds = EngineBenchmark.Epoch(bySignal, samples.Turned(Steps), 32, 30, 21);
        Measure.Print("pair epoch, at each step", stepSeconds * 1e3, "ms", Windows * Work.Training(byStep));
        Measure.Print("pair epoch, for each signal", signalSeconds * 1e3, "ms", Windows * Work.Training(bySignal));
        Measure.Print("pair epoch", (stepSeconds + signalSeconds) * 1e3, "ms", Windows * (Work.Training(byStep) + Work.Training(bySignal)));
        EngineBenchmark.One("pair one window, at each step", byStep, samples, 20_000);
        EngineBenchmark.Batches("pair batch scoring, at each step", "windows", byStep, samples, 10, 15);
        PeakRate.Print("fma peak again");
    }

    // The same layers over each of some vectors.
    public static Network NewNetwork(int vectors, int width)
    {
        int[] widths = [width, 64, 32, 16, 8, 16, 32, 64, width];
        return Network.Create([.. widths.Skip(1).Select((units, i) => new DenseLayer(vectors, widths[i], units, i == widths.Length - 2 ? Activation.Linear : Activation.Relu))], new Random(1));
    }
}
