using System.Text.Json;
using System.Text.RegularExpressions;
using Plumbline.App.StudyReports;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.StudyReports;

public sealed partial class StudyPageTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    private static readonly StudyReport One = SampleStudy.Of(60, [SampleStudy.Score]), Two = SampleStudy.Of(60, [SampleStudy.Score, SampleStudy.Size]);
    private static readonly string OnePage = Render(One), TwoPage = Render(Two);

    [Theory]
    [InlineData("settings")]
    [InlineData("held-out")]
    [InlineData("history")]
    [InlineData("front")]
    [InlineData("importance")]
    [InlineData("parallel")]
    [InlineData("slices")]
    [InlineData("contour")]
    [InlineData("steps")]
    [InlineData("time")]
    [InlineData("trials")]
    public void Every_section_is_there_and_the_navigation_leads_to_it(string section)
    {
        Assert.Contains($"<section id=\"{section}\">", OnePage);
        Assert.Contains($"href=\"#{section}\"", OnePage);
    }

    [Fact]
    public void With_one_objective_only_the_front_is_missing()
    {
        Assert.Equal(1, Regex.Count(OnePage, "<p class=\"absent\">"));
        Assert.Contains("one objective, so there is a best trial and no front", OnePage);
        foreach (var id in new[] { "history-plot", "parallel-plot", "contour-plot", "steps-plot", "time-plot" }) Assert.Contains($"id=\"{id}\"", OnePage);
        Assert.Equal(SampleStudy.Space.Parameters.OfType<FreeParameter>().Count(), Regex.Count(OnePage, "class=\"plot slice\""));
    }

    [Fact]
    public void With_two_objectives_there_is_a_front_and_a_choice_of_what_the_plots_show()
    {
        Assert.Equal(1, Regex.Count(TwoPage, "<p class=\"absent\">"));
        Assert.Contains("No trial has reported intermediate values", TwoPage);
        Assert.Contains("<select id=\"objective\">", TwoPage);
        Assert.Equal(1, Regex.Count(TwoPage, "class=\"plot front\""));
        var plots = Plots(TwoPage);
        var numbers = plots.GetProperty("numbers").EnumerateArray().Select(number => number.GetInt32()).ToList();
        Assert.Equal(ParetoFront.Of(Two.Trials, Two.Definition.Objectives).Select(trial => trial.Number), plots.GetProperty("front").EnumerateArray().Select(place => numbers[place.GetInt32()]));
    }

    [Fact]
    public void Three_objectives_have_a_front_for_each_pair() =>
        Assert.Equal(3, Regex.Count(Render(SampleStudy.Of(12, [SampleStudy.Score, SampleStudy.Size, SampleStudy.Loss])), "class=\"plot front\""));

    [Fact]
    public void A_study_without_trials_says_of_every_plot_why_it_is_missing()
    {
        var page = Render(new StudyReport(One.Definition, []));
        Assert.Equal(10, Regex.Count(page, "<p class=\"absent\">"));
        Assert.Contains("No trial is complete, so there is no best one.", page);
        Assert.DoesNotContain("class=\"plot", page);
    }

    [Fact]
    public void A_study_of_failed_trials_has_its_time_line_and_its_reasons()
    {
        var page = Render(new StudyReport(One.Definition, [.. One.Trials.Take(3).Select(trial => trial with { State = TrialState.Failed, Objectives = [], Steps = [], Failure = "it broke" })]));
        Assert.Contains("3 of 3 trials that ended have failed", page);
        Assert.Contains("The defaults (trial 0) have failed", page);
        Assert.Contains("id=\"time-plot\"", page);
        Assert.DoesNotContain("id=\"history-plot\"", page);
        Assert.Equal(3, Regex.Count(page, "it broke"));
    }

    [Fact]
    public void A_single_trial_is_a_whole_study()
    {
        var page = Render(One with { Trials = [One.Trials[0]] });
        Assert.Contains("No trial has a better vusPr than the defaults", page);
        Assert.Contains("id=\"history-plot\"", page);
        Assert.Contains("no two numbers among the parameters", page);
    }

    [Fact]
    public void Names_and_failures_never_become_markup()
    {
        var space = new SearchSpace([new ChoiceParameter(Hostile, [Hostile, "b"]), new RealParameter("x", 0, 1) { When = new ParameterCondition(Hostile, [Hostile]) }]);
        var definition = new StudyDefinition(Hostile, space, [new StudyObjective(Hostile, Goal.Minimize)]) { Facts = new Dictionary<string, string> { [Hostile] = Hostile }, Defaults = new Dictionary<string, string> { [Hostile] = Hostile } };
        List<Trial> trials =
        [
            new(0) { State = TrialState.Complete, Values = new Dictionary<string, double> { [Hostile] = 0, ["x"] = 0.5 }, Objectives = [1], Worker = Hostile, Origin = Hostile, Started = new StudyClock().Now, Figures = new Dictionary<string, double> { [Hostile] = 1 } },
            new(1) { State = TrialState.Failed, Values = new Dictionary<string, double> { [Hostile] = 1 }, Failure = Hostile + new string('y', 5000) },
        ];
        var page = Render(new StudyReport(definition, trials) { Title = Hostile, Sampler = Hostile, Pruner = Hostile, StopReason = Hostile, Importance = [new(Hostile, 1)], HeldOut = [new(Hostile, 1, double.NaN)] });
        Assert.DoesNotContain("<script>alert", page);
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Equal(Hostile, Plots(page).GetProperty("objectives")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(new string('y', 500), page);
    }

    [Fact]
    public void The_page_refers_to_nothing_outside_itself()
    {
        Assert.DoesNotMatch("https?:", OnePage);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", OnePage);
        Assert.DoesNotMatch(@"@import|url\(", OnePage);
        Assert.Contains("default-src 'none'", OnePage);
    }

    [Fact]
    public void The_same_study_gives_the_same_page() => Assert.Equal(OnePage, Render(One));

    [Fact]
    public void The_best_so_far_only_gets_better_and_ends_at_the_best()
    {
        foreach (var (report, page) in new[] { (One, OnePage), (Two, TwoPage), (SampleStudy.Of(40, [SampleStudy.Loss]), "") })
        {
            foreach (var (objective, i) in report.Definition.Objectives.Select((objective, i) => (objective, i)))
            {
                var best = Plots(page.Length > 0 ? page : Render(report)).GetProperty("objectives")[i].GetProperty("best").EnumerateArray().Select(point => (Number: point[0].GetInt32(), Value: point[1].GetDouble())).ToList();
                Assert.All(best.Zip(best.Skip(1)), pair => Assert.True(objective.IsBetter(pair.Second.Value, pair.First.Value) && pair.Second.Number > pair.First.Number));
                var complete = report.Trials.Where(trial => trial.State == TrialState.Complete).Select(trial => trial.Objectives[i]).ToList();
                Assert.Equal(objective.Goal == Goal.Minimize ? complete.Min() : complete.Max(), best[^1].Value, 1e-5 * Math.Abs(best[^1].Value));
            }
        }
    }

    [Fact]
    public void What_a_trial_does_not_use_is_missing_and_not_zero()
    {
        var dropout = Plots(OnePage).GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "model.dropout").GetProperty("values");
        for (var i = 0; i < One.Trials.Count; i++)
            Assert.Equal(One.Trials[i].Values.ContainsKey("model.dropout"), dropout[i].ValueKind == JsonValueKind.Number);
        Assert.Contains(dropout.EnumerateArray(), value => value.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void Steps_and_states_travel_unchanged()
    {
        var plots = Plots(OnePage);
        Assert.Equal(string.Concat(One.Trials.Select(trial => StudySummary.Word(trial.State)[0])), plots.GetProperty("states").GetString()!);
        foreach (var course in plots.GetProperty("steps").EnumerateArray())
        {
            var trial = One.Trials[course.GetProperty("trial").GetInt32()];
            Assert.Equal(1, course.GetProperty("from").GetInt32());
            var values = course.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToList();
            Assert.Equal(trial.Steps.Count, values.Count);
            Assert.All(trial.Steps.Zip(values), pair => Assert.Equal(pair.First.Value, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void A_night_without_work_is_cut_out_of_the_time_line()
    {
        var pause = Assert.Single(Plots(OnePage).GetProperty("time").GetProperty("pauses").EnumerateArray());
        Assert.Equal(11, (pause[1].GetDouble() - pause[0].GetDouble()) / 3600, 3);
        Assert.Contains("are cut out", OnePage);
    }

    [Fact]
    public void Settings_that_differ_from_the_defaults_are_marked()
    {
        var settings = OnePage[OnePage.IndexOf("<section id=\"settings\">", StringComparison.Ordinal)..OnePage.IndexOf("<section id=\"held-out\">", StringComparison.Ordinal)];
        Assert.Contains("0.0001 to 0.1, log scale", settings);
        Assert.Contains("model.encoder from back to front", settings);
        Assert.Contains("only while model.kind is lstm or gru", settings);
        Assert.Contains("other than the defaults", settings);
        Assert.Contains("train.learningRate: ", settings);
    }

    [Fact]
    public void Held_out_figures_say_that_the_search_never_used_them()
    {
        Assert.Contains("looked at once, after the search had ended, and were never used in it", OnePage);
        Assert.Contains("<td class=\"number\">0.61</td><td class=\"number\">0.72</td><td class=\"number\">+0.11</td>", OnePage);
        Assert.Contains("nobody has looked at any", Render(One with { HeldOut = [] }));
    }

    [Fact]
    public void A_thousand_trials_of_twelve_parameters_stay_below_two_megabytes()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 12).Select(i => new RealParameter($"model.parameter{i}", 0.001, 1) { Scale = ParameterScale.Log })]);
        Assert.InRange(Render(SampleStudy.Of(1000, [SampleStudy.Score], 8, space)).Length, 100_000, 2_000_000);
    }

    [Fact]
    public void Of_very_many_trials_the_best_are_shown_and_the_page_says_so()
    {
        List<Trial> trials = [.. Enumerable.Range(0, 5000).Select(number => new Trial(number) { State = TrialState.Complete, Values = new Dictionary<string, double> { ["model.latent"] = 4 + (number % 60) }, Objectives = [number == 3333 ? 2 : number / 5000.0] })];
        var page = Render(new StudyReport(One.Definition, trials));
        Assert.Contains("2000 of 5000 trials are shown", page);
        Assert.Contains(3333, Plots(page).GetProperty("numbers").EnumerateArray().Select(number => number.GetInt32()));
    }

    private static string Render(StudyReport report)
    {
        using var page = new StringWriter();
        StudyPage.Write(report, page);
        return page.ToString();
    }

    private static JsonElement Plots(string page) => JsonDocument.Parse(EmbeddedData().Match(page).Groups[1].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"plots\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex EmbeddedData();
}
