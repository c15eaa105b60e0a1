namespace Plumbline.Neural.Training;

/// <summary>How a network is trained.</summary>
public record TrainingOptions
{
    /// <summary>Samples in a step; at least 1. 32 is Keras' default and the lecture's choice.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Most passes over the training samples; at least 1. 30 as the lecture's later edition; early stopping usually ends sooner.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Share of the samples kept for validation, 0 (none) to below 1: always the last ones in time order, never shuffled in.</summary>
    /// <remarks>Windows that overlap still share steps across that border.</remarks>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Epochs in a row without improvement after which training stops; at least 1. 3 as the lecture; null never stops early.</summary>
    public int? Patience { get; init; } = 3;

    /// <summary>What counts as improvement for <see cref="Patience"/>: the loss falls by more than this; at least 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>Step size; above 0. 0.001 is Keras' default for both optimisers.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Longest gradient, as Euclidean length over all parameters, that a step is taken on; longer ones are shortened (Pascanu et al. 2013). Above 0.</summary>
    /// <remarks>Null, never, by default. Recurrent networks, above all with relu, may need it: 1 is usual.</remarks>
    public double? ClipNorm { get; init; }

    /// <summary>Adam by default: it needs the least tuning.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Of <see cref="OptimizerKind.AdamW"/>; at least 0. 0.01 as its authors and PyTorch.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Of <see cref="OptimizerKind.Sgd"/>: share of the last step that the next one keeps; 0 to below 1. 0.9 is usual.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>What is made small. The mean squared error by default, for it is also what scores; the labs have the mean absolute error.</summary>
    public LossKind Loss { get; init; } = LossKind.MeanSquaredError;

    /// <summary>Added to the loss: this times the sum of the kernels' sizes |w|; at least 0. 0, none.</summary>
    public double L1 { get; init; }

    /// <summary>Added to the loss: this times the sum of the kernels' squares; at least 0. 0, none.</summary>
    public double L2 { get; init; }

    /// <summary>Constant by default.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>Networks trained from different first weights, of which the one with the lowest monitored loss is kept; at least 1. 1 by default.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>Threads that training may use; at least 1. 1 by default: many models, one thread each, is how to use a machine well.</summary>
    /// <remarks>Several starts are trained side by side. A single one shares out the chunks of 64 samples of a batch, which helps only where
    /// <see cref="BatchSize"/> is larger; the result then depends on neither the number of threads nor what else runs, but may differ from one thread's in the last places.</remarks>
    public int Threads { get; init; } = 1;

    /// <summary>Whether a network that gives the same outputs whatever goes in is an error. On by default; published settings that collapse turn it off.</summary>
    public bool RefuseCollapse { get; init; } = true;

    /// <summary>Fixes initial weights and shuffling; the same seed gives the same network to the bit on the same kind of machine.</summary>
    public int Seed { get; init; }

    /// <summary>All that is wrong with these options; empty when they can be used.</summary>
    internal virtual IEnumerable<string> Problems()
    {
        if (BatchSize < 1) yield return $"batchSize is {BatchSize}; expected at least 1";
        if (Epochs < 1) yield return $"epochs is {Epochs}; expected at least 1";
        if (!(ValidationShare is >= 0 and < 1)) yield return $"validationShare is {ValidationShare}; expected at least 0, below 1";
        if (Patience < 1) yield return $"patience is {Patience}; expected at least 1, or null to never stop early";
        if (!(MinDelta >= 0 && double.IsFinite(MinDelta))) yield return $"minDelta is {MinDelta}; expected at least 0";
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) yield return $"learningRate is {LearningRate}; expected above 0";
        if (!(ClipNorm is null or (> 0 and <= double.MaxValue))) yield return $"clipNorm is {ClipNorm}; expected above 0, or null to never clip";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) yield return $"weightDecay is {WeightDecay}; expected at least 0";
        if (!(Momentum is >= 0 and < 1)) yield return $"momentum is {Momentum}; expected at least 0, below 1";
        if (!Enum.IsDefined(Loss)) yield return $"loss is {Loss}; expected one of {string.Join(", ", Enum.GetNames<LossKind>())}";
        if (!(L1 >= 0 && double.IsFinite(L1))) yield return $"l1 is {L1}; expected at least 0";
        if (!(L2 >= 0 && double.IsFinite(L2))) yield return $"l2 is {L2}; expected at least 0";
        foreach (var problem in Schedule.Problems()) yield return problem;
        if (Starts < 1) yield return $"starts is {Starts}; expected at least 1";
        if (Threads < 1) yield return $"threads is {Threads}; expected at least 1";
        if (!Enum.IsDefined(Optimizer)) yield return $"optimizer is {Optimizer}; expected one of {string.Join(", ", Enum.GetNames<OptimizerKind>())}";
    }
}
