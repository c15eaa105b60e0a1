using Plumbline.Data;

namespace Plumbline.App.Reports;

/// <summary>The series of one entity.</summary>
internal sealed record ReportEntity
{
    public required string Entity { get; init; }

    public required TimeAxis Time { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    /// <summary>Raw scores, [step]; NaN where there was too little data.</summary>
    public required ReadOnlyMemory<double> Scores { get; init; }

    /// <summary>In the unit of <see cref="Scores"/>.</summary>
    public required double Threshold { get; init; }

    /// <summary>Standardised values, [step, signal] row-major; NaN is missing. Empty: no heat map.</summary>
    public ReadOnlyMemory<float> Scaled { get; init; }

    /// <summary>Squared errors in scaled units, [step, signal] row-major; NaN where there was too little data. Empty: no heat map.</summary>
    public ReadOnlyMemory<float> Errors { get; init; }

    /// <summary>0 normal, above 0 the mode, [step]; empty without labels.</summary>
    public ReadOnlyMemory<int> Labels { get; init; }

    /// <summary>Anomalies the detector found, in any order.</summary>
    public IReadOnlyList<ReportAnomaly> Anomalies { get; init; } = [];

    /// <summary>The first steps, used for fitting; 0 when none of them were.</summary>
    public int FitSteps { get; init; }

    public int StepCount => Time.Count;

    /// <summary>Highest score in thresholds; what entities are ranked by when there are too many to show.</summary>
    public double HighestScore()
    {
        var highest = double.NegativeInfinity;
        foreach (var score in Scores.Span) highest = Math.Max(highest, double.IsNaN(score) ? highest : score);
        return highest / Threshold;
    }

    internal IEnumerable<string> Problems()
    {
        var cells = (long)StepCount * Signals.Count;
        if (StepCount == 0) yield return $"Entity '{Entity}' has no steps";
        if (Signals.Count == 0) yield return $"Entity '{Entity}' has no signals";
        if (Scores.Length != StepCount) yield return $"Entity '{Entity}' has {Scores.Length} scores for {StepCount} steps";
        if (Labels.Length != 0 && Labels.Length != StepCount) yield return $"Entity '{Entity}' has {Labels.Length} labels for {StepCount} steps";
        if (Scaled.Length != 0 && Scaled.Length != cells) yield return $"Entity '{Entity}' has {Scaled.Length} values for {StepCount} steps x {Signals.Count} signals";
        if (Errors.Length != 0 && Errors.Length != cells) yield return $"Entity '{Entity}' has {Errors.Length} errors for {StepCount} steps x {Signals.Count} signals";
        foreach (var anomaly in Anomalies)
            if (anomaly.From < 0 || anomaly.To >= StepCount || anomaly.From > anomaly.To)
                yield return $"Entity '{Entity}' has an anomaly from step {anomaly.From} to {anomaly.To} of {StepCount}";
    }
}
