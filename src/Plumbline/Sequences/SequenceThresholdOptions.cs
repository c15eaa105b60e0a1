using Plumbline.Detection.Thresholds;

namespace Plumbline.Sequences;

/// <summary>How the thresholds of both views are found: the third phase. A sequence is flagged when its largest distance is over the threshold.</summary>
public sealed record SequenceThresholdOptions
{
    /// <summary>With labels: the threshold has the largest F-beta; above 0. Default 0.05 as published: precision counts 400 times as much as recall.</summary>
    public double Beta { get; init; } = 0.05;

    /// <summary>With labels: candidates for the time view. Default null: every distinct largest distance. Published: a grid by hand.</summary>
    public LinearGrid? TimeGrid { get; init; }

    /// <summary>The same for the feature view.</summary>
    public LinearGrid? FeatureGrid { get; init; }

    /// <summary>With labels: where the threshold lies between the best candidate, 0, and the next distance above it, 1, by ratio; 0 to 1. Default 0.1:
    /// sequences to come may be a little further off than the furthest normal one seen, mild anomalies shall still be found. Published 0.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Without labels: the rule for distances of normal sequences. Default exp(mean + 4 sigma) of their logarithms.</summary>
    public ThresholdOptions Unlabelled { get; init; } = new();

    /// <summary>Without labels: whether the rule sees each sequence's largest distance, which the threshold is compared with. Default true.
    /// As published, false, it sees all distances, also those of anomalous sequences: half of them hide each other.</summary>
    public bool OfLargest { get; init; } = true;

    internal IEnumerable<string> Problems()
    {
        if (!(Beta > 0 && double.IsFinite(Beta))) yield return $"threshold.beta is {Beta}; expected above 0";
        if (!(Margin is >= 0 and <= 1)) yield return $"threshold.margin is {Margin}; expected 0 to 1";
        foreach (var (name, grid) in new[] { ("timeGrid", TimeGrid), ("featureGrid", FeatureGrid) })
        {
            if (grid is not null && !(grid.Count >= 2 && grid.To > grid.From)) yield return $"threshold.{name} is {grid.From} to {grid.To} in {grid.Count}; expected rising, at least 2 values";
        }
        foreach (var problem in Unlabelled.Problems()) yield return problem.Replace("threshold.", "threshold.unlabelled.", StringComparison.Ordinal);
        if (Unlabelled.NeedsLabels) yield return $"threshold.unlabelled.rule is {Unlabelled.Rule}; expected one that needs no labels";
    }
}
