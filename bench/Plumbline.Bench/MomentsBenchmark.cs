using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Statistics;

namespace Plumbline.Bench;

/// <summary>Covariance, Mahalanobis distance and principal components of 159 signals. The peer is bench/peers/moments.py.</summary>
internal static class MomentsBenchmark
{
    private const int Signals = 159;
    private const int Rows = 20_000;

    public static void Run()
    {
        var random = new Random(1);
        var rows = new double[Rows * Signals];
        for (var i = 0; i < rows.Length; i++) rows[i] = random.NextDouble() + random.NextDouble() + random.NextDouble();
        RunningCovariance? statistics = null;
        Print("mean and covariance", () =>
        {
            statistics = new RunningCovariance(Signals);
            for (var row = 0; row < Rows; row += 1_000) statistics.AddBatch(rows.AsSpan(row * Signals, 1_000 * Signals));
        });
        var distance = MahalanobisDistance.Fit(statistics!, 1e-6);
        Print("Mahalanobis distances", () =>
        {
            double sum = 0;
            for (var row = 0; row < Rows; row++) sum += distance.Of(rows.AsSpan(row * Signals, Signals));
            if (!double.IsFinite(sum)) throw new InvalidOperationException();
        });
        var windows = new Windows([Array.ConvertAll(rows[..(5_000 * Signals)], value => (float)value)], Signals, 1);
        Print("PCA fit, 5,000 rows", () => PcaModel.Fit(windows, new PcaOptions()));
    }

    private static void Print(string what, Action action)
    {
        var seconds = Measure.Each(25, 7, _ => action());
        Measure.Print(what, seconds[seconds.Length / 2] * 1e3, "ms");
    }
}
