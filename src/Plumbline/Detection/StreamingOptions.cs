namespace Plumbline.Detection;

/// <summary>What a stream tells beside scores and ended anomalies.</summary>
public sealed record StreamingOptions
{
    /// <summary>Whether an anomaly is told when it begins, and again when its severity has risen by 10 or it lasts four times as long. Default true; a verdict
    /// with <see cref="Verdict.Ongoing"/> false ends it in any case.</summary>
    public bool Ongoing { get; init; } = true;

    /// <summary>Whether steps that are not in alarm have a top signal. Default true; without, normal steps cost less. Scores and verdicts are the same.</summary>
    public bool TopSignals { get; init; } = true;
}
