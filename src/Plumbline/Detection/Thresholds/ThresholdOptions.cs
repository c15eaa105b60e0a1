using Plumbline.Data;

namespace Plumbline.Detection.Thresholds;

/// <summary>Which rule finds the threshold, and its settings; section <c>threshold</c> of a job file.</summary>
public sealed record ThresholdOptions
{
    /// <summary>Default <see cref="ThresholdRule.LogSigma"/>: scores are sums of squares, whose logarithms are close to
    /// symmetric, and one outlier among the normal rows does not wreck it as it wrecks mean + k sigma.</summary>
    public ThresholdRule Rule { get; init; } = ThresholdRule.LogSigma;

    /// <summary>The k of <see cref="ThresholdRule.LogSigma"/>, <see cref="ThresholdRule.Sigma"/> and <see cref="ThresholdRule.MedianMad"/>, above 0. Default 4.</summary>
    public double Sigmas { get; init; } = 4;

    /// <summary>Of <see cref="ThresholdRule.Quantile"/>, above 0, up to 1. Default 0.999.</summary>
    public double Quantile { get; init; } = 0.999;

    /// <summary>Of <see cref="ThresholdRule.PeaksOverThreshold"/>: probability that a normal score exceeds the threshold, above 0, below 1. Default 1e-4.</summary>
    public double Risk { get; init; } = 1e-4;

    /// <summary>Of <see cref="ThresholdRule.PeaksOverThreshold"/>: quantile beyond which scores count as peaks, above 0, below 1. Default 0.98.</summary>
    public double PeakQuantile { get; init; } = 0.98;

    /// <summary>The budget: an entity alarms at most so often in each <see cref="Per"/>, 1 to 100. Of <see cref="ThresholdRule.Budget"/>, and of <see cref="AlertPolicy.Hold"/>
    /// under any rule. Default 2.</summary>
    public int Alarms { get; init; } = 2;

    /// <summary>What <see cref="Alarms"/> are counted in. Default <see cref="AlarmPeriod.Week"/>; all but <see cref="AlarmPeriod.ThousandSteps"/> need times at regular steps.</summary>
    public AlarmPeriod Per { get; init; } = AlarmPeriod.Week;

    /// <summary>Of <see cref="ThresholdRule.FBeta"/>, above 0; below 1 weighs precision more, above 1 recall. Default 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Of <see cref="ThresholdRule.Cost"/>.</summary>
    public CostModel Cost { get; init; } = new();

    /// <summary>Candidates for <see cref="ThresholdRule.Cost"/> and <see cref="ThresholdRule.FBeta"/>. Default null: every distinct score.</summary>
    public LinearGrid? Grid { get; init; }

    /// <summary>Labelled rows of each entity that <see cref="ThresholdRule.Cost"/> and <see cref="ThresholdRule.FBeta"/> tune
    /// on, first and last 0-based row. They must lie outside the fit rows. Default null: all rows after the fit rows.</summary>
    public StepRange? Rows { get; init; }

    /// <summary>Of <see cref="ThresholdRule.Fixed"/>: the raw score itself, above 0.</summary>
    public double? Value { get; init; }

    /// <summary>Whether the rule needs labelled rows.</summary>
    public bool NeedsLabels => Rule is ThresholdRule.Cost or ThresholdRule.FBeta;

    internal IEnumerable<string> Problems()
    {
        if (!(Sigmas > 0 && double.IsFinite(Sigmas))) yield return $"threshold.sigmas is {Sigmas}; expected above 0";
        if (!(Quantile is > 0 and <= 1)) yield return $"threshold.quantile is {Quantile}; expected above 0, up to 1";
        if (!(Risk is > 0 and < 1)) yield return $"threshold.risk is {Risk}; expected above 0, below 1";
        if (!(PeakQuantile is > 0 and < 1)) yield return $"threshold.peakQuantile is {PeakQuantile}; expected above 0, below 1";
        if (Alarms is < 1 or > 100) yield return $"threshold.alarms is {Alarms}; expected 1 to 100";
        if (!(Beta > 0 && double.IsFinite(Beta))) yield return $"threshold.beta is {Beta}; expected above 0";
        if (Grid is { } grid && !(grid.Count >= 2 && grid.To > grid.From)) yield return $"threshold.grid is {grid.From} to {grid.To} in {grid.Count}; expected rising, at least 2 values";
        if (Rows is { } rows && (rows.Start < 0 || rows.End < rows.Start)) yield return $"threshold.rows is {rows.Start} to {rows.End}; expected a first and a last row";
        if (Rule == ThresholdRule.Fixed && !(Value > 0)) yield return $"threshold.value is {Value?.ToString() ?? "missing"}; the fixed rule expects it above 0";
    }
}
