namespace Plumbline.Failures;

/// <summary>What boosted trees make small.</summary>
public enum TreeObjective
{
    /// <summary>Cross-entropy of the sigmoid of the trees' sum; targets may lie anywhere from 0 to 1.</summary>
    Probability,

    /// <summary>Squared difference of the trees' sum, as the labs have it by leaving the objective out.</summary>
    SquaredError,
}
