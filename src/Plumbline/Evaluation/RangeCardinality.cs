namespace Plumbline.Evaluation;

/// <summary>What <see cref="RangeMetrics"/> makes of one range that is covered by several pieces.</summary>
public enum RangeCardinality
{
    /// <summary>No matter how many pieces.</summary>
    One,

    /// <summary>The overlap is divided by the number of pieces.</summary>
    Reciprocal,
}
