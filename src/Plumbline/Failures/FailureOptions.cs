using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>Everything that a predictor of failures depends on besides the data; stored in the bundle.</summary>
public sealed record FailureOptions
{
    /// <summary>Name of the preset these options started from, for people. Default <c>lab-trees</c>.</summary>
    public string Preset { get; init; } = "lab-trees";

    /// <summary>Time grid, gaps, scaling; learned on the training entities. Everything on a logarithmic scale by default: error counters span decades, and the first
    /// bad sector says more than the thousandth; the labs have raw values. Signals that never report are left out.</summary>
    public PreprocessorOptions Prepare { get; init; } = new() { Log = [PreprocessorOptions.AllSignals], DropEmpty = true };

    public FailureWindowOptions Windows { get; init; } = new();

    /// <summary>Boosted trees by default.</summary>
    public FailureModelOptions Model { get; init; } = new BoostedTreesOptions();

    /// <summary>Of networks; the seed is also that of splitting, drawing and growing trees. The loss is always the cross-entropy. 50 epochs of batches of 16 as the labs.</summary>
    /// <remarks><see cref="TrainingOptions.ValidationShare"/> counts only where no entities validate; it then takes the last windows, which are those of failing entities.</remarks>
    public TrainingOptions Train { get; init; } = new() { BatchSize = 16, Epochs = 50, Patience = 5 };

    /// <summary>Share of the entities that are not trained on but tell when to stop, 0 (none) to below 1. 0.2.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Share of failing windows that the training windows are thinned to, above 0, below 1. Null, the default: as they come.</summary>
    public double? BaseRate { get; init; }

    /// <summary>How much a failing window weighs beside a normal one, above 0; null: so much that both kinds weigh the same in all. 1 as the labs. Networks round it to whole repetitions.</summary>
    public double? FailingWeight { get; init; } = 1;

    /// <summary>Rows with a score above are called failing; above 0, below 1. The labs have 0.5. Null, the default: where F1 is best on the windows of the held-out entities, for
    /// where failures are rare no score may come near 0.5; 0.5 where there are none.</summary>
    public double? Threshold { get; init; }

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in Prepare.Problems().Concat(Windows.Problems())) yield return problem;
        foreach (var problem in Model.Problems(Windows.Length)) yield return $"model.{problem}";
        foreach (var problem in Train.Problems()) yield return $"train.{problem}";
        if (!(ValidationShare is >= 0 and < 1)) yield return $"validationShare is {ValidationShare}; expected 0 to below 1";
        if (!(BaseRate is null or (> 0 and < 1))) yield return $"baseRate is {BaseRate}; expected above 0, below 1, or null for that of the data";
        if (!(FailingWeight is null or (> 0 and <= float.MaxValue))) yield return $"failingWeight is {FailingWeight}; expected above 0, or null for equal weight of both kinds";
        if (!(Threshold is null or (> 0 and < 1))) yield return $"threshold is {Threshold}; expected above 0, below 1, or null to find it";
    }
}
