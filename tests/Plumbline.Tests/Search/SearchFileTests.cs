using Plumbline.App.Search;
using Plumbline.App.Terminal;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Search;

public sealed class SearchFileTests
{
    public static TheoryData<string> Names => [.. SearchPresets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_search_reads_and_its_middle_and_its_ends_are_options_that_can_be_used(string name)
    {
        var plan = Preset(name);
        Assert.NotEmpty(SearchPresets.Description(name));
        foreach (var unit in new[] { 0, 0.5, 1 })
        {
            var settings = plan.Space.Settings(plan.Space.Choose(parameter => parameter.FromUnit(unit)));
            Assert.NotEmpty(settings);
            Assert.NotEqual(plan.Options.ToJsonString(), plan.Tree.Apply(settings).ToJsonString());
        }
    }

    [Fact]
    public void Types_scales_and_what_follows_are_as_written()
    {
        var plan = Read("""
            preset: lstm
            tune:
              sampler: {kind: gaussian-process, startup: 7}
              pruner: median
              trials: 5
              space:
                model.units[0]: {low: 8, high: 64, scale: log}
                model.latent: {times: 0.5, of: 'model.units[0]'}
                train.learningRate: {low: 0.001, high: 0.1, scale: reverseLog}
                train.batchSize: {low: 16, high: 64, step: 16}
                model.variational: [true, false]
                model.beta: {low: 0, high: 2, when: {model.variational: [true]}}
            """);
        Assert.Equal(7, Assert.IsType<GaussianProcessSampler>(plan.Tune.Sampler).Startup);
        Assert.IsType<MedianPruner>(plan.Tune.Pruner);
        Assert.Equal(5, plan.Tune.Trials);
        Assert.Equal(
        [
            new IntegerParameter("model.units[0]", 8, 64) { Scale = ParameterScale.Log }, new ScaledParameter("model.latent", "model.units[0]", 0.5),
            new RealParameter("train.learningRate", 0.001, 0.1) { Scale = ParameterScale.ReverseLog }, new IntegerParameter("train.batchSize", 16, 64) { Step = 16 },
            new ChoiceParameter("model.variational", ["true", "false"]), new RealParameter("model.beta", 0, 2) { When = new ParameterCondition("model.variational", ["true"]) },
        ], plan.Space.Parameters);
    }

    [Fact]
    public void Settings_land_where_their_paths_say()
    {
        var plan = Read("preset: lstm\ntune: {space: {'model.units[0]': {low: 8, high: 64}, train.learningRate: {low: 0.001, high: 0.1}, model.cell: [lstm, gru]}}");
        var options = plan.Tree.Apply(new Dictionary<string, string> { ["model.units[0]"] = "12", ["train.learningRate"] = "0.02", ["model.cell"] = "gru" });
        Assert.Equal("12", SettingTree.TextAt(options, "model.units[0]"));
        Assert.Equal("0.02", SettingTree.TextAt(options, "train.learningRate"));
        Assert.Equal("Gru", SettingTree.TextAt(options, "model.cell"));
    }

    [Fact]
    public void Defaults_are_found_among_choices_however_they_are_spelled()
    {
        var plan = Read("preset: dense\ntune: {space: {model.units: [[64,16], [32]], model.activation: [tanh, relu], train.learningRate: {low: 0.5, high: 0.9}}}");
        Assert.Equal("[64, 16]", plan.Defaults()["model.units"]);
        Assert.Equal("relu", plan.Defaults()["model.activation"]);
        Assert.Equal(["model.activation", "model.units"], plan.Space.Values(plan.Defaults()).Keys.Order()); // the rate lies out of the space: trial 0 keeps it
    }

    [Theory]
    [InlineData("model.untis: [[64]]", "line 3", "'untis'", "'units'")]
    [InlineData("train.batchSize: {low: 8.5, high: 64}", "line 3", "'8.5'", "a whole number")]
    [InlineData("train.learningRate: {low: 0.1, high: 0.001, scale: log}", "line 3", "0.1 to 0.001", "the lower one first")]
    [InlineData("train.learningRate: {low: 0, high: 0.1, scale: log}", "line 3", "bounds above 0", "")]
    [InlineData("model.window: {low: 1}", "line 3", "without low and high", "")]
    [InlineData("model.activation: [relu, tahn]", "line 3", "'tahn'", "'tanh'")]
    [InlineData("model.window: {low: 1, high: 4, stepp: 2}", "line 3", "'stepp'", "'step'")]
    [InlineData("'model.units[3]': {low: 1, high: 4}", "line 3", "no number 3", "")]
    [InlineData("model.window: {sameAs: model.units}", "search.yaml", "does not stand before it", "")]
    public void What_is_wrong_in_a_space_is_named_with_its_line(string line, string where, string found, string expected)
    {
        var fault = Assert.Throws<UsageException>(() => Read($"preset: dense\ntune: {{trials: 3, space: {{\n  {line}}}}}"));
        Assert.All(new[] { where, found, expected }, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("preset: dense", "no section 'tune'")]
    [InlineData("tune: {trials: 3}", "no 'tune.space'")]
    [InlineData("tune: {trials: 0, space: {model.window: {low: 1, high: 4}}}", "trials is 0")]
    [InlineData("tune: {sampler: tpee, space: {model.window: {low: 1, high: 4}}}", "'tpee'")]
    [InlineData("tune: {sampler: {kind: tpe, candidates: 0}, space: {model.window: {low: 1, high: 4}}}", "candidates is 0")]
    [InlineData("tune: {validate: {share: 2}, space: {model.window: {low: 1, high: 4}}}", "validate.share is 2")]
    public void What_is_wrong_in_the_section_is_named(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fit_of_the_same_file_does_not_look_at_the_search() =>
        Assert.Equal("pca", Plumbline.App.Jobs.JobFile.Read(new StringReader("preset: pca\ntune: {anything: goes}"), "job.yaml", null).Options.Preset);

    private static SearchPlan Preset(string name)
    {
        using var text = new StringReader(SearchPresets.Text(name, SearchPresets.IsOfSequences(name)));
        return SearchPresets.IsOfSequences(name) ? SearchFile.ReadSequences(text, name, name, tune => tune) : SearchFile.ReadDetector(text, name, name, new Dictionary<string, string>(), tune => tune).Plan;
    }

    private static SearchPlan Read(string yaml)
    {
        using var text = new StringReader(yaml);
        return SearchFile.ReadDetector(text, "search.yaml", "search", new Dictionary<string, string>(), tune => tune).Plan;
    }
}
