using Plumbline.App.Jobs;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.App;

public sealed class JobFileTests
{
    public static TheoryData<string> PresetNames => [.. Presets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void A_preset_printed_as_a_job_file_reads_back_the_same(string name)
    {
        var printed = CommandRun.Of("presets", name).Done().Output;
        var expected = Presets.Named(name).Options;
        var options = Read(printed).Options;
        Assert.Equal(expected.Threshold, options.Threshold);
        Assert.Equal(expected.Train, options.Train);
        Assert.Equal((expected.Calibrate, expected.Alert, expected.Preset), (options.Calibrate, options.Alert, options.Preset));
        Assert.Equal((expected.Prepare.Grid, expected.Prepare.Gaps, expected.Prepare.Scale), (options.Prepare.Grid, options.Prepare.Gaps, options.Prepare.Scale));
        Assert.Equal(expected.Model.GetType(), options.Model.GetType());
    }

    [Fact]
    public void A_budget_of_alarms_is_a_rule_of_its_own()
    {
        var options = Read("threshold: {rule: budget, alarms: 3, per: thousandSteps}\nalert: {join: 10, rise: 0.001, hold: true}").Options;
        Assert.Equal((ThresholdRule.Budget, 3, AlarmPeriod.ThousandSteps), (options.Threshold.Rule, options.Threshold.Alarms, options.Threshold.Per));
        Assert.Equal((10, 0.001, true), (options.Alert.Join, options.Alert.Rise, options.Alert.Hold));
    }

    [Fact]
    public void A_job_changes_what_it_names_and_keeps_the_rest_of_its_preset()
    {
        var job = Read("""
            source:
              data: [a.csv, b.csv]
              label: state
            preset: hpc-lecture
            prepare:
              scale: {floor: 0.1, clip: hard}
              exclude: [fan_1]
            model:
              units: [64, 16]
            train:
              until: 2026-01-31 12:00:00
              rows:
            threshold:
              rows: {end: 5000}
            sinks:
              scores: out.csv
            """);
        Assert.Equal(["a.csv", "b.csv"], job.Source.Data);
        Assert.Equal(("state", "out.csv"), (job.Source.Label, job.Sinks.Scores));
        Assert.Equal(new ScalerOptions { Floor = 0.1, Clip = ClipKind.Hard }, job.Options.Prepare.Scale);
        Assert.False(job.Options.Prepare.Grid.Enabled);
        Assert.Equal(["fan_1"], job.Options.Prepare.Exclude);
        Assert.Equal([64, 16], Assert.IsType<DenseAutoencoderOptions>(job.Options.Model).Units);
        Assert.Equal(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), job.Options.Train.Until);
        Assert.Null(job.Options.Train.Rows);
        Assert.Equal(new StepRange(3000, 5000), job.Options.Threshold.Rows);
    }

    [Fact]
    public void Json_is_a_job_file_too()
    {
        Assert.Equal(7, Read("""{"train": {"epochs": 7}}""").Options.Train.Epochs);
    }

    [Fact]
    public void An_empty_job_is_the_default_preset()
    {
        Assert.Equal("auto", Read("# nothing\n").Options.Preset);
        Assert.Equal("pca", Read("train:\n  # all as it is\n", preset: "pca").Options.Preset);
    }

    [Theory]
    [InlineData("alert: {join: 10}", "auto")]
    [InlineData("train: {rows: 100, seed: 3}", "auto")]
    [InlineData("train: {epochs: 3}", "dense")]
    [InlineData("calibrate: {share: 0.2}", "dense")]
    [InlineData("model: {kind: nearest}", "nearest")]
    [InlineData("model: {kind: predictor}", "dense")]
    [InlineData("model: {window: 5}", "dense")]
    public void A_job_without_a_preset_starts_from_one_that_suits_what_it_says(string text, string expected) => Assert.Equal(expected, Read(text).Options.Preset);

    [Fact]
    public void Another_kind_of_model_starts_from_its_own_defaults()
    {
        Assert.Equal(new PcaOptions { Components = 3 }, Read("model: {kind: pca, components: 3}").Options.Model);
    }

    [Fact]
    public void Members_of_an_ensemble_start_from_the_defaults_of_their_kinds()
    {
        var model = Assert.IsType<EnsembleOptions>(Read("""
            preset: ensemble
            model:
              combine: meanRank
              members:
                - kind: nearest
                  window: 12
                - {kind: pca, components: 3}
            """).Options.Model);
        Assert.Equal([new NearestOptions { Window = 12 }, new PcaOptions { Components = 3 }], model.Members);
        Assert.Equal((EnsembleCombination.MeanRank, 20, 0.25), (model.Combine, model.Window, model.HeldOut));
        Assert.Equal(new EnsembleOptions().Members, Assert.IsType<EnsembleOptions>(Read(CommandRun.Of("presets", "ensemble").Done().Output).Options.Model).Members);
    }

    [Theory]
    [InlineData("[{kind: pcb}]", "model.members[0].kind 'pcb'", "'pca'")]
    [InlineData("[{kind: pca}, {kind: nearest, neighbour: 3}]", "'neighbour'", "'neighbours'")]
    [InlineData("[pca]", "'pca' for 'model.members'", "sections with keys")]
    [InlineData("[{window: 3}]", "model.members[0].kind ''", "one of")]
    [InlineData("[{kind: pca}, {kind: nearest, neighbours: 0}]", "line 1: model.members[1].neighbours is 0", "at least 1")]
    [InlineData("[{kind: pca, window: 21}]", "line 1: model.members[0].window is 21", "at most 20")]
    [InlineData("[]", "model.members is empty", "at least one")]
    public void A_wrong_member_is_named_by_its_place(string members, string found, string expected)
    {
        var message = Refusal($"{{preset: ensemble, model: {{members: {members}}}}}");
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_model_has_a_preset_to_start_from()
    {
        var kinds = DetectionJson.Default.ModelOptions.PolymorphismOptions!.DerivedTypes.Select(kind => kind.DerivedType);
        Assert.All(kinds, kind => Assert.Contains(Presets.All, preset => preset.Options.Model.GetType() == kind));
    }

    [Fact]
    public void A_source_without_data_leaves_it_to_the_command_line()
    {
        Assert.Empty(Read("source: {label: state}").Source.Data);
    }

    [Fact]
    public void Unknown_keys_are_named_with_line_and_nearest_key_all_at_once()
    {
        var message = Refusal("preset: dense\ntreshold:\n  rule: sigma\ntrain:\n  epoch: 3\nprepare:\n  scale:\n    flor: 0\n");
        Assert.Contains("job.yaml, line 2: found the unknown key 'treshold'; expected 'threshold'", message, StringComparison.Ordinal);
        Assert.Contains("line 5: found the unknown key 'epoch'; expected 'epochs'", message, StringComparison.Ordinal);
        Assert.Contains("line 8: found the unknown key 'flor'; expected 'floor'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_computed_cannot_be_set()
    {
        Assert.Contains("'needsLabels'", Refusal("threshold: {needsLabels: true}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train: {epochs: many}", "'many' for 'train.epochs'", "a whole number")]
    [InlineData("train: {epochs: 2.5}", "'2.5' for 'train.epochs'", "a whole number")]
    [InlineData("train: {learningRate: fast}", "'fast' for 'train.learningRate'", "a number")]
    [InlineData("train: {skipLabelled: maybe}", "'maybe' for 'train.skipLabelled'", "true or false")]
    [InlineData("train: {until: noon}", "'noon' for 'train.until'", "a time like")]
    [InlineData("train: 5", "'5' for 'train'", "a section")]
    [InlineData("train: {epochs: [1, 2]}", "a list for 'train.epochs'", "a whole number")]
    [InlineData("train: {epochs: }", "nothing for 'train.epochs'", "a whole number")]
    [InlineData("model: {units: [8, x]}", "'x' for 'model.units'", "a whole number")]
    [InlineData("model: {kind: dens}", "model.kind 'dens'", "'dense'")]
    [InlineData("threshold: {rule: logSigmas}", "'logSigmas' for 'threshold.rule'", "'logSigma'")]
    [InlineData("threshold: {cost: {timeTolerance: long}}", "'long' for 'threshold.cost.timeTolerance'", "01:00:00")]
    [InlineData("preset: dens", "the preset 'dens'", "'dense'")]
    public void A_wrong_type_names_line_found_and_expected(string text, string found, string expected)
    {
        var message = Refusal(text);
        Assert.Contains("job.yaml, line 1: ", message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_reported_together_with_their_lines()
    {
        var message = Refusal("alert: {of: 99}\nthreshold:\n  sigmas: 0\ntrain:\n  rows: 1\nprepare: {scale: {floor: -1}}\n");
        Assert.Contains("line 1: alert.of is 99", message, StringComparison.Ordinal);
        Assert.Contains("line 3: threshold.sigmas is 0", message, StringComparison.Ordinal);
        Assert.Contains("line 5: train.rows is 1", message, StringComparison.Ordinal);
        Assert.Contains("line 6: prepare.scale.floor is -1", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train: {epochs: 3", "line 2, column 1")]
    [InlineData("- a\n- b\n", "no section")]
    [InlineData("train: {}\ntrain: {}\n", "line 2")]
    public void Text_that_is_no_job_is_refused_with_its_place(string text, string message)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(text));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static string Refusal(string text) => Assert.Throws<UsageException>(() => Read(text)).Message;

    private static Job Read(string text, string? preset = null) => JobFile.Read(new StringReader(text), "job.yaml", preset);
}
