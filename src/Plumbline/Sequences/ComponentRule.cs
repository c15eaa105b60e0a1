namespace Plumbline.Sequences;

/// <summary>How many principal components each view keeps, of d: the signals of a step, or the steps of a signal.</summary>
public enum ComponentRule
{
    /// <summary>As many as come before the steepest fall from one variance to the next, beyond which is noise, but at most d - 2.</summary>
    Knee,

    /// <summary>The fewest that hold <see cref="SequencePcaOptions.ExplainedVariance"/>, but at most d - 2.</summary>
    ExplainedVariance,

    /// <summary>The least reconstruction error among 1 to d - 1, as published. The error falls with every component, so this is always d - 1;
    /// what is left has one direction, and distances within it are rounding noise.</summary>
    LeastError,
}
