using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>A signal at the step where it contributed most; over an event the largest contribution names the guilty better than the mean.</summary>
internal readonly record struct PeakOfSignal(double Contribution, float Value, float Expected, ValueOrigin Origin)
{
    /// <summary>Attributions by falling share; equal shares by name, so that the order of the signals in the data plays no part.</summary>
    public static IReadOnlyList<SignalAttribution> Rank(ReadOnlySpan<PeakOfSignal> peaks, Preprocessor preprocessor)
    {
        double total = 0;
        foreach (var peak in peaks) total += peak.Contribution;
        var ranked = new SignalAttribution[peaks.Length];
        for (var signal = 0; signal < peaks.Length; signal++)
        {
            var peak = peaks[signal];
            ranked[signal] = new SignalAttribution(preprocessor.Signals[signal], total > 0 ? peak.Contribution / total : 0,
                peak.Origin == ValueOrigin.Silent ? Direction.Silent : peak.Value >= peak.Expected ? Direction.High : Direction.Low,
                peak.Origin == ValueOrigin.Observed ? preprocessor.Scaler.Invert(signal, peak.Value) : null,
                preprocessor.Scaler.Invert(signal, peak.Expected), peak.Value - peak.Expected);
        }
        Array.Sort(ranked, (a, b) => b.Share.CompareTo(a.Share) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));
        return ranked;
    }
}
