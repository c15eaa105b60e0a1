using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>Point-adjusted counts: one flagged step makes the whole event count as found.</summary>
/// <remarks><b>Only for comparison with old papers.</b> Under point adjustment a random score beats most published detectors on long events
/// (Kim et al., AAAI 2022); never choose a model or a threshold by it. Every step of a hit event is filled in, the first step of a
/// series included (a widely copied implementation forgets that one).</remarks>
public static class PointAdjusted
{
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PointMetrics Of(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels)
    {
        Aligned.Require(flags.Length, labels.Length);
        var adjusted = flags.ToArray();
        foreach (var one in StepRange.FromLabels(labels))
        {
            var inside = adjusted.AsSpan(one.Start, one.Length);
            if (inside.Contains(true)) inside.Fill(true);
        }
        return PointMetrics.Of(adjusted, labels);
    }
}
