using Plumbline.Preprocessing;

namespace Plumbline.Detection.Attribution;

/// <summary>Who is to blame for steps: each signal by how far it went from where it was before, and by how much the model did not expect of it.</summary>
/// <remarks>A signal's part = m / max m + v / max v: m its largest change against the level before in units of its range, v the model's largest error or contribution. On 58
/// events of SMD and 28 of ASD whose guilty signals are known, that names more of them than either alone (docs/guide/explanation.md).</remarks>
/// <param name="level">Scaled, [signal]; null where there was no time before.</param>
internal sealed class Blame(int signalCount, float[]? level)
{
    // Less than this of the range is noise, and must not count in full only because nothing else moved.
    private const double LeastMove = 0.3;

    private readonly double[] moved = new double[signalCount]; // scaled
    private readonly double[] surprised = new double[signalCount];
    private readonly Shown[] shown = new Shown[signalCount];
    private readonly bool[] silent = new bool[signalCount];

    /// <summary>Adds a step.</summary>
    /// <param name="shown">Whether its values may be those that are shown; the farthest of such steps are.</param>
    public void Add(RecentSteps recent, int back, bool shown = true)
    {
        var values = recent.Values(back);
        var surprises = recent.Surprises(back);
        var expected = recent.Expected(back);
        for (var signal = 0; signal < signalCount; signal++)
        {
            var model = expected.Length > 0 ? expected[signal] : float.NaN;
            var usual = !float.IsNaN(model) ? model : level is null ? 0 : level[signal];
            var origin = recent.Origin(back, signal);
            var distance = Math.Abs(values[signal] - usual);
            if (level is not null) moved[signal] = Math.Max(moved[signal], Math.Abs(values[signal] - level[signal]));
            surprised[signal] = Math.Max(surprised[signal], surprises[signal]);
            silent[signal] |= origin == ValueOrigin.Silent;
            if (!shown || (this.shown[signal].Given && distance <= Math.Abs(this.shown[signal].Value - this.shown[signal].Usual))) continue;
            this.shown[signal] = new Shown(true, values[signal], usual, origin);
        }
    }

    /// <summary>Attributions by falling share; equal shares by name, so that the order of the signals in the data plays no part.</summary>
    /// <param name="recent">With the ranges.</param>
    public IReadOnlyList<SignalAttribution> Rank(RecentSteps recent, Preprocessor preprocessor)
    {
        var parts = Parts(recent);
        var total = parts.Sum();
        var ranked = new SignalAttribution[signalCount];
        for (var signal = 0; signal < signalCount; signal++)
        {
            var own = shown[signal];
            ranked[signal] = new SignalAttribution(preprocessor.Signals[signal], total > 0 ? parts[signal] / total : 0,
                silent[signal] ? Direction.Silent : own.Value >= own.Usual ? Direction.High : Direction.Low,
                own.Origin == ValueOrigin.Observed && !silent[signal] ? preprocessor.Scaler.Invert(signal, own.Value) : null,
                preprocessor.Scaler.Invert(signal, own.Usual), own.Value - own.Usual);
        }
        Array.Sort(ranked, (a, b) => b.Share.CompareTo(a.Share) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));
        return ranked;
    }

    private double[] Parts(RecentSteps recent)
    {
        var parts = new double[signalCount];
        double farthest = LeastMove, strangest = 0;
        for (var signal = 0; signal < signalCount; signal++)
        {
            farthest = Math.Max(farthest, moved[signal] / recent.Range(signal));
            strangest = Math.Max(strangest, surprised[signal]);
        }
        for (var signal = 0; signal < signalCount; signal++)
            parts[signal] = (moved[signal] / recent.Range(signal) / farthest) + (strangest > 0 ? surprised[signal] / strangest : 0);
        var silences = silent.AsSpan().Count(true);
        if (silences == 0) return parts;
        // Silent signals hold two thirds together, so that they head the list whatever else is off.
        var each = Math.Max(2 * parts.Sum(), 1) / silences;
        for (var signal = 0; signal < signalCount; signal++)
        {
            if (silent[signal]) parts[signal] = each;
        }
        return parts;
    }

    private readonly record struct Shown(bool Given, float Value, float Usual, ValueOrigin Origin);
}
