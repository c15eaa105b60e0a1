namespace Plumbline.Tuning.Samplers;

/// <summary>What makes a place worth a trial, given what a model expects there and how sure it is.</summary>
public enum Acquisition
{
    /// <summary>By how much it may be expected to beat the best so far (Jones, Schonlau and Welch 1998), as a logarithm, which also ranks places where next to nothing is expected.</summary>
    ExpectedImprovement,

    /// <summary>How good it may be with so many deviations of luck (Srinivas and others 2010).</summary>
    UpperConfidenceBound,
}
