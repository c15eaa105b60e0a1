using Plumbline.Neural;

namespace Plumbline.Failures;

/// <summary>Boosted trees: each a correction of the sum of those before it (Friedman 2001).</summary>
/// <remarks>Growing them takes a <see cref="TreeGrower"/>, which lives outside this library because it is native code; scoring needs nothing.</remarks>
public sealed record BoostedTreesOptions : FailureModelOptions
{
    /// <summary>What the trees see of a window. <see cref="TreeInputs.Summary"/>: how a counter moved says more than where it stands.</summary>
    public TreeInputs Inputs { get; init; } = TreeInputs.Summary;

    public TreeObjective Objective { get; init; } = TreeObjective.Probability;

    /// <summary>Most splits between a tree's root and a leaf, 1 to 16. 8 as the labs.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>Most leaves of a tree, at least 2. Null: as many as the depth allows.</summary>
    public int? Leaves { get; init; }

    /// <summary>Share of each tree's correction that is taken, above 0 to 1. 0.05 as the labs.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Most trees, at least 1. 85 as the labs.</summary>
    public int Rounds { get; init; } = 85;

    /// <summary>Rounds in a row without a lower loss on other entities after which growing stops; at least 1. 10 as the labs; null never stops early.</summary>
    public int? Patience { get; init; } = 10;

    /// <summary>Drawn from every leaf's sum of gradients, at least 0. 1.3 as the labs (their alpha).</summary>
    public double L1 { get; init; } = 1.3;

    /// <summary>Added to every leaf's sum of curvatures, at least 0. 1, the default of the labs' library (lambda).</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Least that a split must gain, at least 0. 0.3 as the labs (their gamma).</summary>
    public double MinGain { get; init; } = 0.3;

    /// <summary>Share of the windows that each tree is grown on, above 0 to 1. 0.6 as the labs.</summary>
    public double Subsample { get; init; } = 0.6;

    /// <summary>Least windows in a leaf, at least 1. 1, as the labs' library.</summary>
    public int MinLeaf { get; init; } = 1;

    /// <summary>Least sum of curvatures in a leaf, at least 0. 1, as the labs' library.</summary>
    public double MinCurvature { get; init; } = 1;

    public override IEnumerable<string> Problems(int steps)
    {
        if (!Enum.IsDefined(Inputs)) yield return $"inputs is {Inputs}; expected one of {string.Join(", ", Enum.GetNames<TreeInputs>())}";
        if (!Enum.IsDefined(Objective)) yield return $"objective is {Objective}; expected one of {string.Join(", ", Enum.GetNames<TreeObjective>())}";
        if (Depth is < 1 or > 16) yield return $"depth is {Depth}; expected 1 to 16";
        if (Leaves < 2) yield return $"leaves is {Leaves}; expected at least 2, or null";
        if (!(LearningRate is > 0 and <= 1)) yield return $"learningRate is {LearningRate}; expected above 0, at most 1";
        if (Rounds < 1) yield return $"rounds is {Rounds}; expected at least 1";
        if (Patience < 1) yield return $"patience is {Patience}; expected at least 1, or null to never stop early";
        if (!(L1 >= 0 && double.IsFinite(L1))) yield return $"l1 is {L1}; expected at least 0";
        if (!(L2 >= 0 && double.IsFinite(L2))) yield return $"l2 is {L2}; expected at least 0";
        if (!(MinGain >= 0 && double.IsFinite(MinGain))) yield return $"minGain is {MinGain}; expected at least 0";
        if (!(Subsample is > 0 and <= 1)) yield return $"subsample is {Subsample}; expected above 0, at most 1";
        if (MinLeaf < 1) yield return $"minLeaf is {MinLeaf}; expected at least 1";
        if (!(MinCurvature >= 0 && double.IsFinite(MinCurvature))) yield return $"minCurvature is {MinCurvature}; expected at least 0";
    }

    internal override IFailureModel Fit(FailureLearning learning)
    {
        var grow = learning.Grower ?? throw new ArgumentException("boosted trees need a grower; expected that of Plumbline.Trees");
        var watch = learning.Watch;
        var (trees, history) = grow(Samples(learning.Train), learning.Validation is { Count: > 0 } others ? Samples(others) : null, this, learning.Training.Seed, watch, learning.Cancellation);
        return new BoostedTrees(this, learning.Train.Length, learning.Train.SignalCount, trees, history);

        TreeSamples Samples(FailureWindows windows)
        {
            var width = Inputs.Width(windows.SignalCount);
            var (values, weights, targets) = (new float[windows.Count * width], new float[windows.Count], windows.Targets);
            for (var i = 0; i < windows.Count; i++)
            {
                Inputs.Of(windows[i], windows.SignalCount, values.AsSpan(i * width, width));
                weights[i] = (float)(targets.Span[i] > 0.5f ? learning.FailingWeight : 1);
            }
            return new TreeSamples(width, values, targets, weights);
        }
    }

    internal override IFailureModel Restore(int steps, int signals, NamedTensors tensors) =>
        new BoostedTrees(this, steps, signals, BoostedTrees.TreesOf(tensors, Inputs.Width(signals)), null);
}
