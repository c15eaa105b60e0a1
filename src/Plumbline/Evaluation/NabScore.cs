using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>Score of the Numenta Anomaly Benchmark: the earlier in a window the first alarm, the better.</summary>
/// <param name="Raw">Rewards less penalties.</param>
/// <param name="Normalised">100 if every window is found at its start without a false alarm, 0 if nothing is flagged; no lower bound.</param>
/// <remarks>Lavin and Ahmad, ICMLA 2015. The events are the windows. In a window the best flag counts, by a sigmoid of its position; every
/// flag outside costs the more the farther it lies behind the last window. Behind a window of one step the published code divides by
/// zero; there the width is taken as 1.</remarks>
public sealed record NabScore(double Raw, double Normalised)
{
    private const int LongestProbationBase = 5000; // of which the probation is a share

    /// <summary>The score of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 lies in a window.</param>
    /// <param name="profile">Standard if null.</param>
    /// <param name="probation">Share of the series at its start that is not judged, 0 to 1, of 5,000 steps at most; 0.15 as published.</param>
    /// <returns>Null without a window after the probation.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the probation is out of range.</exception>
    public static NabScore? Of(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels, NabProfile? profile = null, double probation = 0.15)
    {
        Aligned.Require(flags.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(probation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probation, 1);
        profile ??= NabProfile.Standard;
        var from = (int)Math.Floor(probation * Math.Min(flags.Length, LongestProbationBase));
        var raw = 0.0;
        var windows = 0;
        StepRange? last = null;
        var step = from;
        foreach (var window in StepRange.FromLabels(labels))
        {
            raw += FalseAlarms(flags, step, window.Start, last) * profile.FalseAlarmWeight;
            last = window;
            step = Math.Max(step, window.End + 1);
            if (window.End < from) continue;
            windows++;
            var start = Math.Max(window.Start, from);
            var hit = flags[start..(window.End + 1)].IndexOf(true);
            raw += hit < 0
                ? -profile.MissedWeight
                : profile.FoundWeight * Sigmoid((start + hit - window.End - 1) / (double)window.Length) / Sigmoid(-1);
        }
        raw += FalseAlarms(flags, step, flags.Length, last) * profile.FalseAlarmWeight;
        if (windows == 0) return null;
        var nothing = -profile.MissedWeight * windows;
        return new NabScore(raw, 100 * (raw - nothing) / ((profile.FoundWeight * windows) - nothing));
    }

    private static double FalseAlarms(ReadOnlySpan<bool> flags, int from, int to, StepRange? last)
    {
        double penalty = 0;
        for (var step = from; step < to; step++)
        {
            if (flags[step]) penalty += last is { } window ? Sigmoid((step - window.End) / (double)Math.Max(window.Length - 1, 1)) : -1;
        }
        return penalty;
    }

    /// <summary>Near 1 at the left edge of a window (-1), 0 just behind its end (0), -1 beyond three widths behind it.</summary>
    private static double Sigmoid(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
