using Plumbline.Data;
using Plumbline.Detection.Thresholds;
using Plumbline.Sequences;

namespace Plumbline.Tests.Sequences;

public sealed class SequenceOptionsTests
{
    [Fact]
    public void Defaults_are_the_mended_pipeline()
    {
        var options = new SequenceOptions();
        Assert.Equal("sequence-dense", options.Preset);
        Assert.True(options.Standardise);
        Assert.Equal((50, 5, 32, 1e-3), (options.Train.Epochs, options.Train.Patience, options.Train.BatchSize, options.Train.LearningRate));
        Assert.Equal((true, 1e-6, null), (options.Errors.PerSignal, options.Errors.Ridge, options.Errors.AbsoluteRidge));
        Assert.Equal((0.05, 0.1, true, ThresholdRule.LogSigma, 4), (options.Threshold.Beta, options.Threshold.Margin, options.Threshold.OfLargest, options.Threshold.Unlabelled.Rule, options.Threshold.Unlabelled.Sigmas));
        Assert.Null(options.Threshold.TimeGrid);
        Assert.Null(options.Threshold.FeatureGrid);
        var dense = Assert.IsType<SequenceDenseOptions>(options.Model);
        Assert.Equal([64, 32, 16], dense.Units);
        Assert.Equal((2, 8, false, false, false), (dense.TimeCode, dense.FeatureCode, dense.ReluEverywhere, dense.ReversedDecoder, dense.AveragedLoss));
        var lstm = new SequenceLstmOptions();
        Assert.Equal([32, 32], lstm.Encoder.Concat(lstm.Decoder).Concat(lstm.Dense));
        Assert.Equal(0, lstm.Dropout);
        var pca = new SequencePcaOptions();
        Assert.Equal((ComponentRule.Knee, 0.95, null, null), (pca.Rule, pca.ExplainedVariance, pca.TimeComponents, pca.FeatureComponents));
    }

    [Fact]
    public void Presets_are_valid_and_know_their_names() =>
        Assert.All(SequencePresets.All, preset =>
        {
            Assert.Equal(preset.Name, preset.Options.Preset);
            Assert.Empty(preset.Options.Problems());
        });

    [Fact]
    public void All_problems_are_reported_together()
    {
        var options = new SequenceOptions
        {
            Model = new SequenceDenseOptions { Units = [], TimeCode = 0 },
            Train = new() { Epochs = 0 },
            Errors = new() { Ridge = -1 },
            Threshold = new() { Beta = 0, Margin = 2, TimeGrid = new(3, 1, 5), Unlabelled = new() { Rule = ThresholdRule.Cost } },
        };
        var fault = Assert.Throws<ArgumentException>(() => SequenceReconstruction.Fit(SmallSequences.Normal(20, 1), options));
        Assert.All(["model.units", "model.timeCode", "train.epochs", "errors.ridge", "threshold.beta", "threshold.margin", "threshold.timeGrid", "threshold.unlabelled.rule"],
            problem => Assert.Contains(problem, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sequence-dense-published", 14_819)] // as the reference counts
    [InlineData("sequence-pca-published", 5 + 20 + 30 + 870)]
    public void Published_shapes_have_the_published_numbers_of_parameters(string preset, int parameters)
    {
        var options = SequencePresets.All.Single(known => known.Name == preset).Options with { Train = new() { Epochs = 1, RefuseCollapse = false } };
        var random = new Random(1);
        var set = new SequenceSet(["a", "b", "c", "d", "e"], 30, Enumerable.Range(0, 40 * 150).Select(_ => random.NextDouble()).ToArray());
        Assert.Equal(parameters, SequenceReconstruction.Fit(set, options).ParameterCount);
    }
}
