using Plumbline.Data;
using Plumbline.Failures;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;
using Plumbline.Trees;

namespace Plumbline.Tests.Failures;

/// <summary>What every model of failures must do, for each of them.</summary>
public sealed class FailurePredictorTests
{
    private static readonly FailureOptions Base = new() { Windows = new() { Length = 4, Horizon = 5, NormalStep = 3 }, FailingWeight = null };

    public static TheoryData<string> Models => ["trees", "trees on the last step", "trees by fuzzy rules", "lstm", "cnn-lstm"];

    [Theory]
    [MemberData(nameof(Models))]
    public void It_finds_the_disks_that_gather_errors(string model)
    {
        var split = HistorySplit.Of(Disks.Fleet(healthy: 60, failing: 24), 0.3, seed: 1);
        var predictor = Fit(split.Fit, model);
        var evaluation = FailureEvaluation.Of([.. split.Rest.Select(history => split.Judged(history, predictor.Score(history)))], new() { BudgetCount = 1 });
        Assert.True(evaluation.AreaUnderRoc > 0.95, $"AUC {evaluation.AreaUnderRoc}");
        Assert.True(evaluation.Inspection.Recall > 0.7, $"found {evaluation.Inspection.Recall}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_seed_gives_the_same_scores_and_a_bundle_gives_them_back(string model)
    {
        var fleet = Disks.Fleet();
        var predictor = Fit(fleet, model);
        Assert.Equal(predictor.Score(fleet[0]), Fit(fleet, model).Score(fleet[0]));

        using var file = new MemoryStream();
        FailureBundle.Write(predictor, file);
        file.Position = 0;
        var restored = FailureBundle.Read(file, "m.plumb");
        Assert.Equal(predictor.Score(fleet[^1]), restored.Score(fleet[^1]));
        Assert.Equal(predictor.Threshold, restored.Threshold);
        Assert.Equal(predictor.Model.ParameterCount, restored.Model.ParameterCount);
        Assert.Equal(predictor.Summary.Entities, restored.Summary.Entities);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_window_scores_the_same_alone_as_among_others(string model)
    {
        var model4 = Fit(Disks.Fleet(), model).Model;
        var width = model4.WindowLength * model4.SignalCount;
        var random = new Random(2);
        float[] windows = [.. Enumerable.Range(0, 300 * width).Select(_ => (float)((4 * random.NextDouble()) - 2))];
        var (together, alone) = (new double[300], new double[1]);
        model4.Score(windows, together);
        Assert.All(together, probability => Assert.InRange(probability, 0, 1));
        foreach (var i in new[] { 0, 77, 299 })
        {
            model4.Score(windows.AsSpan(i * width, width), alone);
            Assert.Equal(together[i], alone[0]);
        }
        Assert.Throws<ArgumentException>(() => model4.Score(windows, new double[299]));
    }

    [Fact]
    public void Rows_without_enough_history_have_no_score()
    {
        var fleet = Disks.Fleet();
        var scores = Fit(fleet, "trees").Score(fleet[0]);
        Assert.All(scores[..3], score => Assert.True(double.IsNaN(score)));
        Assert.All(scores[3..], score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Padded_every_row_has_a_score_and_a_young_failure_is_learned_from()
    {
        var fleet = Disks.Fleet();
        var predictor = FailureFit.Run(fleet, Base with { Windows = Base.Windows with { Pad = true } }, LightGbm.Grow);
        Assert.All(predictor.Score(fleet[0]), score => Assert.InRange(score, 0, 1));
        Assert.Equal(predictor.Score(fleet[^1])[..10], predictor.Score(fleet[^1].Slice(0, 10))); // whatever comes later
    }

    [Fact]
    public void The_signal_that_gathers_errors_is_named()
    {
        var fleet = Disks.Fleet();
        var predictor = Fit(fleet, "trees");
        var failing = fleet[^1];
        var row = failing.StepCount - 2;
        Assert.True(predictor.Score(failing)[row] > predictor.Threshold);
        var (signal, share) = Assert.Single(predictor.TopSignals(failing, [row]));
        Assert.Equal("errors", signal);
        Assert.InRange(share, 0.5, 1);
    }

    [Fact]
    public void The_threshold_is_found_on_held_out_entities_or_is_the_given_one()
    {
        var fleet = Disks.Fleet();
        var rare = Base with { FailingWeight = 0.05 }; // no score comes near 0.5
        var predictor = FailureFit.Run(fleet, rare, LightGbm.Grow);
        Assert.InRange(predictor.Threshold, 1e-6, 0.4);
        Assert.Contains(predictor.Score(fleet[^1]), score => score > predictor.Threshold);
        Assert.Equal(0.3, FailureFit.Run(fleet, rare with { Threshold = 0.3 }, LightGbm.Grow).Threshold);
        Assert.Equal(0.5, FailureFit.Run(fleet, rare with { ValidationShare = 0 }, LightGbm.Grow).Threshold);
    }

    [Fact]
    public void The_labs_networks_have_their_published_numbers_of_parameters()
    {
        Assert.Equal(97_217, ParametersOf("lab-lstm-classifier"));
        Assert.Equal(97_217, ParametersOf("lab-lstm-classifier-published"));
        Assert.Equal(87_297, ParametersOf("lab-cnn-lstm"));
        Assert.Equal(87_297, ParametersOf("lab-cnn-lstm-published"));

        static long ParametersOf(string preset) => new Network(((RecurrentClassifierOptions)FailurePresets.Named(preset).Options.Model).Layers(5, 24)).ParameterCount;
    }

    [Fact]
    public void Presets_are_valid_named_after_themselves_and_given_back_by_json()
    {
        Assert.All(FailurePresets.All, preset =>
        {
            Assert.Empty(preset.Options.Problems());
            Assert.Equal(preset.Name, preset.Options.Preset);
        });
        Assert.Throws<ArgumentException>(() => FailurePresets.Named("lab-tree"));
        Assert.Equal(Activation.Tanh, ((RecurrentClassifierOptions)FailurePresets.Named("lab-lstm-classifier-published").Options.Model).Output);
        Assert.Equal(Activation.Relu, ((RecurrentClassifierOptions)FailurePresets.Named("lab-cnn-lstm-published").Options.Model).Output);
    }

    [Fact]
    public void Thinning_and_weights_are_noted_with_what_they_mean_at_the_rate_of_the_data()
    {
        var fleet = Disks.Fleet();
        var notes = FailureFit.Run(fleet, Base with { BaseRate = 0.5 }, LightGbm.Grow).Summary.Notes;
        Assert.Equal(2, notes.Count);
        Assert.Contains("50 %", notes[0], StringComparison.Ordinal);
        Assert.Contains("a score of 0.5 stands for a chance of", notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused_with_its_reason()
    {
        var fleet = Disks.Fleet();
        Assert.Contains("no window before a failure", Assert.Throws<DataFormatException>(() => FailureFit.Run(fleet[..20], Base, LightGbm.Grow)).Message, StringComparison.Ordinal);
        Assert.Contains("does not fail", Assert.Throws<DataFormatException>(() => FailureFit.Run(fleet[30..], Base, LightGbm.Grow)).Message, StringComparison.Ordinal);
        Assert.Contains("grower", Assert.Throws<ArgumentException>(() => FailureFit.Run(fleet, Base)).Message, StringComparison.Ordinal);
        var wrong = Base with { ValidationShare = 1, BaseRate = 0, FailingWeight = 0, Threshold = 1, Windows = new() { Length = 0, NormalStep = 0 } };
        Assert.Equal(6, wrong.Problems().Count());
    }

    [Fact]
    public void A_damaged_bundle_is_refused()
    {
        using var file = new MemoryStream();
        FailureBundle.Write(Fit(Disks.Fleet(), "trees"), file);
        var bytes = file.ToArray();
        bytes[bytes.Length / 2] ^= 0x55;
        Assert.Throws<DataFormatException>(() => FailureBundle.Read(new MemoryStream(bytes), "m.plumb"));
        Assert.Throws<DataFormatException>(() => FailureBundle.Read(new MemoryStream([1, 2, 3]), "m.plumb"));
    }

    private static FailurePredictor Fit(IReadOnlyList<SeriesFrame> histories, string model) => FailureFit.Run(histories, model switch
    {
        "trees" => Base,
        "trees on the last step" => Base with { Model = new BoostedTreesOptions { Inputs = TreeInputs.LastStep, Objective = TreeObjective.SquaredError, Depth = 4 } },
        "trees by fuzzy rules" => Base with { Windows = new() { Length = 4, Membership = new() { Failing = 2, Normal = 9 } } },
        "lstm" => Base with { Model = new RecurrentClassifierOptions { Units = [12], Dense = [8] }, Train = new TrainingOptions { BatchSize = 16, Epochs = 12, LearningRate = 5e-3 } },
        _ => Base with
        {
            Model = new RecurrentClassifierOptions { Filters = [8, 8], Units = [8], Dense = [8], Dropout = 0, RecurrentDropout = 0 },
            Train = new TrainingOptions { BatchSize = 16, Epochs = 12, LearningRate = 5e-3 },
        },
    }, LightGbm.Grow);
}
