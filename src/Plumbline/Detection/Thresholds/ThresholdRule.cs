namespace Plumbline.Detection.Thresholds;

/// <summary>How a threshold is found.</summary>
public enum ThresholdRule
{
    /// <summary>exp(mean + k sigma) of the logarithms of normal scores. Needs no labels.</summary>
    LogSigma,

    /// <summary>mean + k sigma of normal scores. Needs no labels.</summary>
    Sigma,

    /// <summary>median + k times the median absolute deviation (times 1.4826) of normal scores, which outliers among them do not move. Needs no labels.</summary>
    MedianMad,

    /// <summary>A quantile of normal scores. Needs no labels.</summary>
    Quantile,

    /// <summary>Extreme value theory: a level that normal scores exceed with a chosen risk. Needs no labels.</summary>
    PeaksOverThreshold,

    /// <summary>A budget of alarms: the least threshold at which normal scores, judged by the alert policy, alarm no more often. Needs no labels.</summary>
    Budget,

    /// <summary>Least cost of false alarms and missed anomalies on labelled rows (HPC lecture).</summary>
    Cost,

    /// <summary>Largest F-beta on labelled rows (sequence pipeline).</summary>
    FBeta,

    /// <summary>Given by hand.</summary>
    Fixed,
}
