using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Tests.Detection;

/// <summary>Six signals of a machine: the second follows the first, the fourth the third against its direction, the others go by themselves.</summary>
internal static class FollowingSignals
{
    public const int FitRows = 1500;

    public static Detector Auto { get; } = Fit("auto-stream");

    public static Detector ZScore { get; } = Fit("zscore");

    /// <param name="alter">Given row and values [6], changes them.</param>
    public static SeriesFrame Rows(int count, int seed, Action<int, double[]>? alter = null)
    {
        var random = new Random(seed);
        double Noise() => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        var values = new double[count * 6];
        var (slow, other, alone) = (0d, 0d, 0d);
        for (var row = 0; row < count; row++)
        {
            slow = (0.9 * slow) + Noise();
            other = (0.9 * other) + Noise();
            alone = (0.8 * alone) + Noise();
            double[] own =
            [
                50 + (3 * slow) + (0.2 * Noise()), 4200 + (120 * slow) + (8 * Noise()), 10 + other + (0.1 * Noise()), 300 - (20 * other) + (2 * Noise()), 70 + (2 * alone), 5 + (0.3 * Noise()),
            ];
            alter?.Invoke(row, own);
            own.CopyTo(values, row * 6);
        }
        return new SeriesFrame("", ["cpu_temp", "fan3_rpm", "load", "frequency", "inlet", "voltage"], TimeAxis.Counting(count), values);
    }

    private static Detector Fit(string preset)
    {
        var options = Presets.Named(preset).Options;
        // Ten times the mean square sum of six signals.
        if (preset == "zscore") options = options with { Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 60 } };
        return DetectorFit.Run([Rows(FitRows, 1)], options with { Train = options.Train with { Rows = FitRows } });
    }
}
