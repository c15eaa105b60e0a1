namespace Plumbline.Evaluation;

/// <summary>Flags against labels, step by step.</summary>
/// <remarks>A step without a score is not flagged. A ratio with nothing to divide by is null, never 0.</remarks>
public sealed record PointMetrics(int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>Share of flagged steps that are anomalous; null if nothing is flagged.</summary>
    public double? Precision => FScore.Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of anomalous steps that are flagged; null if none is anomalous.</summary>
    public double? Recall => FScore.Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall; null if no step is anomalous, 0 if none of them was found.</summary>
    public double? F1 => FBeta(1);

    /// <summary>Weighted harmonic mean: recall counts <paramref name="beta"/> times as much as precision.</summary>
    public double? FBeta(double beta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        return FScore.Of(Precision, Recall, beta);
    }

    /// <summary>Counts of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PointMetrics Of(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels)
    {
        Aligned.Require(flags.Length, labels.Length);
        int hits = 0, flagged = 0, anomalous = 0;
        for (var step = 0; step < flags.Length; step++)
        {
            if (flags[step]) flagged++;
            if (labels[step] == 0) continue;
            anomalous++;
            if (flags[step]) hits++;
        }
        return new PointMetrics(hits, flagged - hits, anomalous - hits, flags.Length - flagged - anomalous + hits);
    }

    /// <summary>Counts of several series together.</summary>
    public static PointMetrics Add(PointMetrics left, PointMetrics right) => new(
        left.TruePositives + right.TruePositives, left.FalsePositives + right.FalsePositives,
        left.FalseNegatives + right.FalseNegatives, left.TrueNegatives + right.TrueNegatives);
}
