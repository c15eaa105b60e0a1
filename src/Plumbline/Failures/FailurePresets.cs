using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>Named starting points: the labs' classifiers mended, and as they were published.</summary>
public static class FailurePresets
{
    /// <summary>In the order they are listed; the first is the default.</summary>
    public static IReadOnlyList<FailurePreset> All { get; } =
    [
        new("lab-trees", "Boosted trees on last values, changes and maxima of 7 days of logarithms; stops by held-out entities.", new FailureOptions
        {
            // No weights: equal ones cost half of the average precision on a whole fleet (docs/guide/failures.md).
            Windows = new() { Length = 7, Horizon = 7, Pad = true },
        }),
        new("lab-lstm-classifier", "Three LSTM layers of 64 on 5 days; sigmoid; as many normal windows as failing ones; stops by held-out entities.", Network("lab-lstm-classifier", new RecurrentClassifierOptions())),
        new("lab-cnn-lstm", "Two convolutions and two LSTM layers on 5 days, otherwise as lab-lstm-classifier.", Network("lab-cnn-lstm", Convolutional(Activation.Sigmoid))),
        new("lab-trees-published", "As lab 1: trees on one day, which is called failing on the day of the failure itself; squared error.", PublishedTrees("lab-trees-published", 85)),
        new("lab-trees-balanced-published", "As lab 1's balanced version: normal days thinned to the labs' 1,273 beside 1,061, 20 rounds.", PublishedTrees("lab-trees-balanced-published", 20) with { BaseRate = 1061 / 2334.0 }),
        new("lab-lstm-classifier-published", "As lab 2: tanh output, the last tenth validates, and all of that fails.", PublishedNetwork("lab-lstm-classifier-published", new RecurrentClassifierOptions { Output = Activation.Tanh })),
        new("lab-cnn-lstm-published", "As lab 2: relu output, otherwise as lab-lstm-classifier-published.", PublishedNetwork("lab-cnn-lstm-published", Convolutional(Activation.Relu))),
    ];

    // Healthy days say nearly the same day after day: every fifth, thinned to as many as failing ones, which costs nothing that could be measured and saves most of the time.
    private static FailureOptions Network(string name, FailureModelOptions model) => new()
    {
        Preset = name,
        Windows = new() { Horizon = 7, NormalStep = 5, Pad = true },
        BaseRate = 0.5,
        Model = model,
        Train = new TrainingOptions { BatchSize = 16, Epochs = 50, Patience = 5, ClipNorm = 1 },
    };

    private static RecurrentClassifierOptions Convolutional(Activation output) => new()
    {
        Filters = [64, 64],
        Units = [64, 64],
        Dropout = 0,
        RecurrentDropout = 0,
        Dense = [64],
        ActivityL2 = 0,
        DenseDropout = 0,
        Output = output,
    };

    // Raw values, every missing day filled, nothing cut off.
    private static PreprocessorOptions Raw => new()
    {
        Gaps = new GapPolicy { Longest = 1000, MostImputed = 1 },
        Scale = new ScalerOptions { Floor = 0, Clip = ClipKind.None },
        DropEmpty = true,
    };

    private static FailureOptions PublishedTrees(string name, int rounds) => new()
    {
        Preset = name,
        Prepare = Raw,
        Windows = new() { Length = 1, Lookahead = 0 },
        Threshold = 0.5,
        Model = new BoostedTreesOptions { Inputs = TreeInputs.LastStep, Objective = TreeObjective.SquaredError, Rounds = rounds },
    };

    // Their learning rate falls by 3 lr / epochs a batch: to a half after 59 epochs of their 284 batches. Failing windows keep the labs' share, 1,041 of 5,041: where
    // they are rarer, the last tenth that validates would take them all.
    private static FailureOptions PublishedNetwork(string name, FailureModelOptions model) => new()
    {
        Preset = name,
        Prepare = Raw,
        Windows = new() { MostNormalEntities = 20, MostNormal = 4000 },
        BaseRate = 1041 / 5041.0,
        Threshold = 0.5,
        Model = model,
        ValidationShare = 0,
        Train = new TrainingOptions
        {
            BatchSize = 16,
            Epochs = 50,
            Patience = 20,
            ValidationShare = 0.1,
            RefuseCollapse = false,
            Schedule = new LearningRateSchedule { Kind = ScheduleKind.InverseTime, Every = 59 },
        },
    };

    /// <exception cref="ArgumentException">No preset has this name; the message lists those there are.</exception>
    public static FailurePreset Named(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"No preset '{name}'; there are {string.Join(", ", All.Select(preset => preset.Name))}.", nameof(name));
}
