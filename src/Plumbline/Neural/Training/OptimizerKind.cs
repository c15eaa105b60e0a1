namespace Plumbline.Neural.Training;

/// <summary>How gradients become steps; the other constants of each are Keras' defaults.</summary>
public enum OptimizerKind
{
    /// <summary>Kingma and Ba 2015; decay .9 and .999, epsilon 1e-7.</summary>
    Adam,

    /// <summary>Hinton 2012; decay .9, no momentum, epsilon 1e-7 (the lecture's 2021 edition).</summary>
    RmsProp,

    /// <summary>Adam, and kernels shrink by learning rate x <see cref="TrainingOptions.WeightDecay"/> at each step (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with <see cref="TrainingOptions.Momentum"/> (Polyak 1964).</summary>
    Sgd,
}
