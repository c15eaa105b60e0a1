namespace Plumbline.Tuning.Space;

/// <summary>On which scale equal steps of a search are equally large.</summary>
public enum ParameterScale
{
    /// <summary>Differences count.</summary>
    Linear,

    /// <summary>Ratios count, as of learning rates: from .001 to .01 is as far as from .01 to .1. Both bounds must be above 0.</summary>
    Log,

    /// <summary>Ratios of the distance from the sum of both bounds count: fine near the upper bound, as of decay rates near 1. Both bounds must be above 0.</summary>
    ReverseLog,
}
