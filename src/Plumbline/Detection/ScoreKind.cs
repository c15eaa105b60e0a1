namespace Plumbline.Detection;

/// <summary>How the errors of a window become one number; higher is more anomalous.</summary>
public enum ScoreKind
{
    /// <summary>Squared error summed over signals, mean over the window's steps (HPC lecture; mean makes windows of any length alike).</summary>
    SquaredError,

    /// <summary>As <see cref="SquaredError"/>, each signal's error first divided by its root mean square in the calibration
    /// rows: a signal that is reconstructed well on normal days counts more when it no longer is.</summary>
    WeightedSquaredError,

    /// <summary>Mahalanobis distance of the absolute errors, time-major view; the largest of the window's steps (sequence pipeline).</summary>
    MahalanobisTime,

    /// <summary>Mahalanobis distance of the absolute errors, feature-major view; the largest of the signals (sequence pipeline).</summary>
    MahalanobisFeature,

    /// <summary>The newest step's errors, by size and oscillation, against the larger of two Gaussians in the calibration rows (DeepAnomaly); see <see cref="ErrorClassifier"/>.</summary>
    GaussianMixture,

    /// <summary>As <see cref="GaussianMixture"/>, the classes found by k-means, each feature in units of its standard deviation (DeepAnomaly).</summary>
    KMeans,

    /// <summary>What the model says itself, of models that score windows rather than expect values: densities, distances, trees.</summary>
    Own,
}
