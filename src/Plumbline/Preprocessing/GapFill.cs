namespace Plumbline.Preprocessing;

/// <summary>What stands in for a value that is missing.</summary>
public enum GapFill
{
    /// <summary>The last value seen. Causal, so a score never depends on later rows.</summary>
    Previous,

    /// <summary>The straight line between the values before and after; the last value seen where none comes after.
    /// Not causal: the scores of filled steps depend on later rows, and a file is read whole before it is scored.</summary>
    Linear,

    /// <summary><see cref="GapPolicy.Value"/>, in the units of the source.</summary>
    Fixed,

    /// <summary>Nothing: a window with a missing value has not enough data.</summary>
    None,
}
