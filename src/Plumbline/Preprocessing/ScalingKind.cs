namespace Plumbline.Preprocessing;

/// <summary>What a signal's values are measured against.</summary>
public enum ScalingKind
{
    /// <summary>(x - mean) / sample standard deviation.</summary>
    Standard,

    /// <summary>(x - median) / (1.4826 x median absolute deviation), which is the standard deviation for Gaussian values.</summary>
    Robust,

    /// <summary>(x - minimum) / (maximum - minimum).</summary>
    MinMax,

    /// <summary>x as it is.</summary>
    None,
}
