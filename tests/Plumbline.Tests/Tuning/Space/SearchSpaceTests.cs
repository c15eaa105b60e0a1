using System.Text.Json;
using CsCheck;
using Plumbline.Tests.Tuning.Samplers;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Space;

public sealed class SearchSpaceTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "the space has no parameter to choose; expected at least one", "" },
        { "x is 2 to 1; expected two finite numbers, the lower one first", "real 2 1" },
        { "x is NaN to 1; expected two finite numbers, the lower one first", "real NaN 1" },
        { "x is 0 to 1 on a log scale; expected bounds above 0", "log 0 1" },
        { "x is 0 to 1 on a reverseLog scale; expected bounds above 0", "reversed 0 1" },
        { "x has steps of 0; expected more than 0", "steps 0 1 0" },
        { "x has more than 2147483647 values; expected wider steps", "steps 0 1 1e-10" },
        { "x has no choices; expected at least one", "choice" },
        { "x has the choice a twice", "choice a a" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_parameter_is_named(string problem, string words)
    {
        var said = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double Number(int i) => double.Parse(said[i]);
        Parameter[] parameters = said switch
        {
            [] => [],
            ["real", ..] => [new RealParameter("x", Number(1), Number(2))],
            ["log", ..] => [new RealParameter("x", Number(1), Number(2)) { Scale = ParameterScale.Log }],
            ["reversed", ..] => [new IntegerParameter("x", (int)Number(1), (int)Number(2)) { Scale = ParameterScale.ReverseLog }],
            ["steps", ..] => [new RealParameter("x", Number(1), Number(2)) { Step = Number(3) }],
            _ => [new ChoiceParameter("x", said[1..])],
        };
        Assert.Equal(problem, Assert.Single(new SearchSpace(parameters).Problems()));
    }

    [Fact]
    public void What_is_wrong_between_parameters_is_named_all_together()
    {
        var space = new SearchSpace(
        [
            new ChoiceParameter("a", ["1", "2"]),
            new RealParameter("b", 0, 1) { When = new ParameterCondition("later", ["1"]) },
            new RealParameter("c", 0, 1) { When = new ParameterCondition("a", ["3"]) },
            new RealParameter("d", 0, 1) { When = new ParameterCondition("a", []) },
            new RealParameter("e", 0, 1) { When = new ParameterCondition("c", ["1"]) },
            new MirroredParameter("f", "a"), new MirroredParameter("g", "c"), new ScaledParameter("h", "f", 2), new ScaledParameter("i", "nobody", 2), new ScaledParameter("j", "c", 0),
            new ScaledParameter("k", "a", 2), new TabledParameter("l", "a", new Dictionary<string, string> { ["1"] = "x" }), new TabledParameter("m", "c", new Dictionary<string, string>()),
            new ChoiceParameter("a", ["1"]),
            new ChoiceParameter("later", ["1"]),
        ]);
        Assert.Equal(
        [
            "b depends on later, which does not stand before it",
            "c depends on a being 3; expected one of 1, 2",
            "d depends on a but names no choice of it",
            "e depends on c, which is no choice",
            "f mirrors a, one of whose choices is 1; expected lists such as [64, 32]",
            "g mirrors c, which is a number; expected a choice of lists",
            "h follows f, which itself follows another",
            "i follows nobody, which does not stand before it",
            "j is 0 times c; expected a finite factor other than 0",
            "k is 2 times a, which is a choice; expected a number",
            "l has nothing for the choice 2 of a; expected a setting for every choice",
            "m has a table for c, which is a number; expected a choice",
            "a stands twice in the space",
        ], space.Problems());
    }

    [Fact]
    public void Followers_follow()
    {
        var space = new SearchSpace(
        [
            new ChoiceParameter("units", ["[128, 64, 8]", "[32]"]), new MirroredParameter("decoder", "units"),
            new TabledParameter("rate", "units", new Dictionary<string, string> { ["[128, 64, 8]"] = "0.001", ["[32]"] = "0.01" }),
            new IntegerParameter("steps", 1, 100), new ScaledParameter("again", "steps", 0.5), new ScaledParameter("same", "units", 1),
            new RealParameter("share", 0, 1), new ScaledParameter("other", "share", -2),
        ]);
        Assert.Empty(space.Problems());
        var settings = space.Settings(new Dictionary<string, double> { ["units"] = 0, ["steps"] = 9, ["share"] = 0.25 });
        Assert.Equal("[8, 64, 128]", settings["decoder"]);
        Assert.Equal("0.001", settings["rate"]);
        Assert.Equal("4", settings["again"]); // 4.5, to even
        Assert.Equal("[128, 64, 8]", settings["same"]);
        Assert.Equal("-0.5", settings["other"]);
    }

    [Fact]
    public void What_depends_on_a_choice_that_does_not_count_does_not_count_either()
    {
        var space = SampledStudies.Everything;
        Assert.Empty(space.Problems());
        IEnumerable<string> Names(double model, double cell) => space.Choose(parameter => parameter.Name switch { "model" => model, "cell" => cell, _ => parameter.FromUnit(0.5) }).Keys.SkipWhile(name => name != "model");
        Assert.Equal(["model", "components"], Names(0, 1));
        Assert.Equal(["model", "noise"], Names(1, 1));
        Assert.Equal(["model", "noise", "cell"], Names(2, 0));
        Assert.Equal(["model", "noise", "cell", "peep"], Names(2, 1));
        var settings = space.Settings(space.Choose(parameter => parameter is ChoiceParameter ? 0 : parameter.FromUnit(0.5)));
        Assert.DoesNotContain("peep2", settings.Keys);
        Assert.Contains("components", settings.Keys);
    }

    [Fact]
    public void Settings_out_of_the_space_are_left_out_and_others_kept()
    {
        var values = SampledStudies.Everything.Values(new Dictionary<string, string>
        {
            ["rate"] = "0.5",
            ["decay"] = "0.95",
            ["batch"] = "9",
            ["units"] = "[64,32]",
            ["model"] = "pca",
            ["noise"] = "0.5",
            ["components"] = "many",
            ["decoder"] = "[1]",
            ["else"] = "1",
        });
        Assert.Equal(["batch=9", "decay=0.95", "model=0", "units=0"], values.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Fact]
    public void Settings_come_back_as_values() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var random = new Random(seed);
        var space = SampledStudies.Any(random);
        var values = space.Choose(parameter => parameter.FromUnit(random.NextDouble()));
        Assert.Equal(values.OrderBy(pair => pair.Key), space.Values(space.Settings(values)).OrderBy(pair => pair.Key));
    }, iter: 300, threads: 1);

    [Fact]
    public void Every_parameter_survives_json()
    {
        var space = new SearchSpace([.. SampledStudies.Everything.Parameters, new TabledParameter("table", "units", new Dictionary<string, string> { ["[64, 32]"] = "a", ["[128, 64]"] = "b", ["[32]"] = "c" })]);
        var definition = new StudyDefinition("s", space, SampledStudies.Two) { Seed = 3, Defaults = new Dictionary<string, string> { ["rate"] = "0.01" }, Facts = new Dictionary<string, string> { ["data"] = "hpc" } };
        var text = JsonSerializer.Serialize(definition, TuningJson.Default.StudyDefinition);
        Assert.Equal(definition, JsonSerializer.Deserialize(text, TuningJson.Default.StudyDefinition));
        foreach (var kind in new[] { "real", "integer", "choice", "mirrored", "tabled", "scaled" }) Assert.Contains($"\"kind\":\"{kind}\"", text);
        Assert.NotEqual(definition, definition with { Space = SampledStudies.Everything });
    }

    [Fact]
    public void Json_with_a_word_that_is_unknown_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"kind":"tpe","candidate":24}""", TuningJson.Default.Sampler));
}
