namespace Plumbline.Neural.Training;

/// <summary>What training makes small: per sample a mean over steps and outputs y with targets t, then the mean over samples.</summary>
public enum LossKind
{
    /// <summary>(y - t)^2.</summary>
    MeanSquaredError,

    /// <summary>|y - t|; a few wild values weigh less.</summary>
    MeanAbsoluteError,

    /// <summary>Root of each sample's mean squared error.</summary>
    RootMeanSquaredError,

    /// <summary>(y - t)^2 / 2 up to a difference of 1, |y - t| - 1/2 beyond (Huber 1964).</summary>
    Huber,

    /// <summary>-t ln y - (1 - t) ln(1 - y) of probabilities y, held to 1e-7 and 1 - 1e-7 as Keras has it.</summary>
    BinaryCrossEntropy,

    /// <summary>Negative logarithm of the Gaussian density, (s + (t - m)^2 / e^s) / 2 without its constant; each step puts out all means m, then all
    /// logarithms of variances s, held to at least ln 1e-6.</summary>
    Gaussian,
}
