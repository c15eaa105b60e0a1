namespace Plumbline.Tuning;

/// <summary>When a study has had enough; whatever comes first. With none given it goes on until it is interrupted or its sampler has nothing left.</summary>
public sealed record StopRules
{
    /// <summary>Trials in all, those of earlier runs and failed ones among them; at least 1.</summary>
    public int? Trials { get; init; }

    /// <summary>Time since this worker opened the study, more than 0. What has begun is finished.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Complete or pruned trials in a row that did not improve on the best; at least 1. With several objectives: that did not enter the front.</summary>
    public int? Patience { get; init; }

    /// <summary>Value of the first objective that is good enough.</summary>
    public double? Target { get; init; }

    public IEnumerable<string> Problems()
    {
        if (Trials < 1) yield return $"trials is {Trials}; expected at least 1";
        if (Time <= TimeSpan.Zero) yield return $"time is {Time}; expected more than none";
        if (Patience < 1) yield return $"patience is {Patience}; expected at least 1";
    }
}
