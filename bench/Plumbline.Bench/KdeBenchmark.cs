using Plumbline.Statistics;

namespace Plumbline.Bench;

/// <summary>Kernel density of the HPC lecture's size: 3,000 references of 159 signals. The peer is bench/peers/kde.py.</summary>
internal static class KdeBenchmark
{
    private const int Signals = 159;
    private const int References = 3_000;
    private const int Points = 2_000;

    public static void Run()
    {
        var random = new Random(1);
        var rows = new double[(References + Points) * Signals];
        for (var i = 0; i < rows.Length; i++) rows[i] = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        var kde = new GaussianKde(rows.AsSpan(0, References * Signals), Signals, 0.5);
        var points = rows.AsMemory(References * Signals);
        var scores = new double[Points];
        Print("KDE scores, 2,000 points", "ms", 1e3, () => kde.LogDensities(points.Span, scores));
        Print("KDE score, one point", "us", 1e6, () => kde.LogDensities(points.Span[..Signals], scores.AsSpan(0, 1)));
        double[] widths = [.. Enumerable.Range(1, 10).Select(i => 0.1 * i)];
        Print("KDE bandwidth of ten, five folds", "ms", 1e3, () => KdeBandwidth.Choose(rows.AsSpan(0, References * Signals), Signals, widths, 5));
        if (!scores.All(double.IsFinite)) throw new InvalidOperationException();
    }

    // So many warm-ups until all of it is compiled for good.
    private static void Print(string what, string unit, double perSecond, Action action) =>
        Measure.Print(what, Measure.Median(Measure.Each(60, 9, _ => action())) * perSecond, unit);
}
