using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>159-64-159 as the lecture has it: one epoch at batch 32, one row, and many rows, on one thread. The peer is bench/peers/dense.py.</summary>
internal static class DenseBenchmark
{
    private const int Signals = 159;
    private const int Rows = 5_000;

    public static void Run()
    {
        var random = new Random(1);
        var data = new float[Rows * Signals];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        SampleSource source = row => data.AsSpan(row * Signals, Signals);
        (int, Activation)[] layers = [(64, Activation.Relu), (Signals, Activation.Linear)];
        var network = Network.Create(DenseLayer.Chain(Signals, layers), random);

        Measure.Print("fma peak", Peak(), "GFLOP/s");

        // The history holds each epoch's seconds. The first run is there for the just-in-time compiler.
        TrainingHistory Train(int epochs) => Trainer.Fit(network, source, source, Rows,
            new TrainingOptions { Epochs = epochs, ValidationShare = 0, Patience = null }, random, new TrainingWatch(), CancellationToken.None);
        Train(100);
        var epochs = Train(31).Epochs.Select(epoch => epoch.Seconds).Order().ToArray();
        Measure.Print("dense epoch", epochs[epochs.Length / 2] * 1e3, "ms");

        // From an array to an array, as the peer.
        var output = new float[Signals];
        var rows = Measure.Each(100_000, 100_000, run => network.Forward(data.AsSpan(run % Rows * Signals, Signals), output));
        Measure.Print("dense one row p50", rows[rows.Length / 2] * 1e6, "us");
        Measure.Print("dense one row p99", rows[rows.Length * 99 / 100] * 1e6, "us");

        var outputs = new float[data.Length];
        var passes = Measure.Each(100, 31, _ => network.Forward(data, outputs));
        Measure.Print("dense batch scoring", Rows / passes[passes.Length / 2], "rows/s");
        Measure.Print("fma peak again", Peak(), "GFLOP/s");
    }

    /// <summary>Billions of float operations a second of twelve independent chains of fused multiply-adds.</summary>
    private static double Peak()
    {
        const int Steps = 1_000_000;
        var sink = 0f;
        var seconds = Measure.Each(2, 15, _ => sink += Vector512.IsHardwareAccelerated ? Chains512(Steps) : Chains256(Steps))[0];
        if (float.IsNaN(sink)) throw new InvalidOperationException("The chains left the finite numbers.");
        return Steps * 12.0 * 2 * (Vector512.IsHardwareAccelerated ? 16 : 8) / seconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains512(int steps)
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (; steps > 0; steps--)
        {
            a = Vector512.MultiplyAddEstimate(a, x, y);
            b = Vector512.MultiplyAddEstimate(b, x, y);
            c = Vector512.MultiplyAddEstimate(c, x, y);
            d = Vector512.MultiplyAddEstimate(d, x, y);
            e = Vector512.MultiplyAddEstimate(e, x, y);
            f = Vector512.MultiplyAddEstimate(f, x, y);
            g = Vector512.MultiplyAddEstimate(g, x, y);
            h = Vector512.MultiplyAddEstimate(h, x, y);
            i = Vector512.MultiplyAddEstimate(i, x, y);
            j = Vector512.MultiplyAddEstimate(j, x, y);
            k = Vector512.MultiplyAddEstimate(k, x, y);
            l = Vector512.MultiplyAddEstimate(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains256(int steps)
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (; steps > 0; steps--)
        {
            a = Vector256.MultiplyAddEstimate(a, x, y);
            b = Vector256.MultiplyAddEstimate(b, x, y);
            c = Vector256.MultiplyAddEstimate(c, x, y);
            d = Vector256.MultiplyAddEstimate(d, x, y);
            e = Vector256.MultiplyAddEstimate(e, x, y);
            f = Vector256.MultiplyAddEstimate(f, x, y);
            g = Vector256.MultiplyAddEstimate(g, x, y);
            h = Vector256.MultiplyAddEstimate(h, x, y);
            i = Vector256.MultiplyAddEstimate(i, x, y);
            j = Vector256.MultiplyAddEstimate(j, x, y);
            k = Vector256.MultiplyAddEstimate(k, x, y);
            l = Vector256.MultiplyAddEstimate(l, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
