namespace Plumbline.Sequences;

/// <summary>How the statistics of normal errors are taken: the second phase.</summary>
public sealed record SequenceErrorOptions
{
    /// <summary>Whether the feature view, whose statistics are of all signals together, sees each signal's errors in units of its mean
    /// absolute error. Default true; as published, false, signals with large errors drown the others. The time view needs no units.</summary>
    public bool PerSignal { get; init; } = true;

    /// <summary>Added to the covariances' diagonal, as a share of its mean; at least 0. Default 1e-6: keeps the factor stable where errors are collinear.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>Added instead, in squared error units, at least 0. Default null; published 1e-12, which does not help a singular covariance.</summary>
    public double? AbsoluteRidge { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (!(Ridge >= 0 && double.IsFinite(Ridge))) yield return $"errors.ridge is {Ridge}; expected at least 0";
        if (!(AbsoluteRidge is null or (>= 0 and <= double.MaxValue))) yield return $"errors.absoluteRidge is {AbsoluteRidge}; expected at least 0";
    }
}
