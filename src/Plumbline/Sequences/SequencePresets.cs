using Plumbline.Detection.Thresholds;
using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>Named starting points for sequences: sound ones, and the published ones as they were published.</summary>
public static class SequencePresets
{
    /// <summary>In the order they are listed; the first is the default.</summary>
    public static IReadOnlyList<SequencePreset> All { get; } =
    [
        new("sequence-dense", "A dense autoencoder for each view, each with a loss of its own and a linear output.", new SequenceOptions()),
        new("sequence-lstm", "A recurrent encoder and decoder; one reconstruction serves both views.", new SequenceOptions
        {
            Preset = "sequence-lstm",
            Model = new SequenceLstmOptions(),
            Train = new TrainingOptions { Epochs = 50, Patience = 5, LearningRate = 3e-3, ClipNorm = 1 },
        }),
        new("sequence-pca", "Principal components of each view, as many as come before the knee of their variances.", new SequenceOptions
        {
            Preset = "sequence-pca",
            Model = new SequencePcaOptions(),
        }),
        new("sequence-dense-published", "As published: relu output, loss of the averaged views, decoder widths reversed, learning rate 0.1.", Published("sequence-dense-published",
            new SequenceDenseOptions { TimeCode = 8, FeatureCode = 8, ReluEverywhere = true, ReversedDecoder = true, AveragedLoss = true })),
        new("sequence-lstm-published", "As published but for what feeds the decoder: 64-32-16 to 16-32-64, dense layers of 1024, 256, 64, learning rate 0.1. Slow.", Published("sequence-lstm-published",
            new SequenceLstmOptions { Encoder = [64, 32, 16], Decoder = [16, 32, 64], Dense = [1024, 256, 64] })),
        new("sequence-pca-published", "As published: components by the least error, which is always all but one.", Published("sequence-pca-published",
            new SequencePcaOptions { Rule = ComponentRule.LeastError })),
    ];

    // One epoch of the published 64,000 sequences is ten of 6,400.
    private static SequenceOptions Published(string name, SequenceModelOptions model) => new()
    {
        Preset = name,
        Standardise = false,
        Model = model,
        Train = new TrainingOptions { Epochs = 10, Patience = null, LearningRate = 0.1, RefuseCollapse = false },
        Errors = new SequenceErrorOptions { PerSignal = false, AbsoluteRidge = 1e-12 },
        Threshold = new SequenceThresholdOptions
        {
            TimeGrid = new LinearGrid(1, 100, 300),
            FeatureGrid = new LinearGrid(1, 100, 300),
            Margin = 0,
            Unlabelled = new ThresholdOptions { Rule = ThresholdRule.Sigma, Sigmas = 2 },
            OfLargest = false,
        },
    };
}
