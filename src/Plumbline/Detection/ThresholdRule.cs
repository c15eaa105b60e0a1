namespace Plumbline.Detection;

/// <summary>How a threshold is found.</summary>
public enum ThresholdRule
{
    /// <summary>exp(mean + k sigma) of the logarithms of normal scores. Needs no labels.</summary>
    LogSigma,

    /// <summary>mean + k sigma of normal scores. Needs no labels.</summary>
    Sigma,

    /// <summary>A quantile of normal scores. Needs no labels.</summary>
    Quantile,

    /// <summary>Extreme value theory: a level that normal scores exceed with a chosen risk. Needs no labels.</summary>
    PeaksOverThreshold,

    /// <summary>Least cost of false alarms and missed anomalies on labelled rows (HPC lecture).</summary>
    Cost,

    /// <summary>Largest F-beta on labelled rows (sequence pipeline).</summary>
    FBeta,

    /// <summary>Given by hand.</summary>
    Fixed,
}
