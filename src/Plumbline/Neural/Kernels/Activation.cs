namespace Plumbline.Neural.Kernels;

/// <summary>What a layer does to its sums.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>max(0, x); a NaN stays NaN.</summary>
    Relu,

    /// <summary>Hyperbolic tangent, within 3 units in the last place.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>ln(1 + exp(x)): always positive, as a deviation must be; 0 where that is below the smallest normal number (x &lt; -87.3).</summary>
    Softplus,
}
