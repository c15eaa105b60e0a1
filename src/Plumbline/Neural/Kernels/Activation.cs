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
}
