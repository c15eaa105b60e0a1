namespace Plumbline.Tests.App;

public sealed class TuneCommandTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    private const string Space = "{model.window: [1, 2], 'model.units[0]': {low: 2, high: 16, scale: log}, train.learningRate: {low: 0.001, high: 0.03, scale: log}}";

    [Fact]
    public void A_search_leaves_its_study_its_report_and_the_winner_as_a_job_file_and_fitted()
    {
        var job = Job("whole", "trials: 6");
        var run = Tune(job, "whole", "--json").Done();
        Assert.Equal(6, run.Json.GetProperty("trials").GetArrayLength());
        Assert.Equal(["best.plumb", "best.yaml", "report.html", "study.db"], Directory.GetFiles(fleet.Folder["whole"]).Select(Path.GetFileName).Order());
        Assert.Contains("<html", File.ReadAllText(Path.Combine(fleet.Folder["whole"], "report.html")), StringComparison.Ordinal);
        var again = CommandRun.Of("fit", "--job", Path.Combine(fleet.Folder["whole"], "best.yaml"), "--out", fleet.Folder["again.plumb"], "--json").Done();
        Assert.Equal("dense", again.Json.GetProperty("detector").GetString());
        CommandRun.Of("score", "--model", Path.Combine(fleet.Folder["whole"], "best.plumb"), "--data", fleet.Data, "--out", fleet.Folder["tuned.csv"]).Done();
    }

    [Fact]
    public void The_same_command_goes_on_and_changes_nothing_when_all_is_done()
    {
        var job = Job("again", "trials: 3");
        var first = Tune(job, "again", "--json").Done();
        var more = Tune(job, "again", "--json", "--trials", "5").Done();
        Assert.Contains("3 trials are done", more.Error, StringComparison.Ordinal);
        Assert.Equal(5, more.Json.GetProperty("trials").GetArrayLength());
        for (var i = 0; i < 3; i++) Assert.Equal(first.Json.GetProperty("trials")[i].GetRawText(), more.Json.GetProperty("trials")[i].GetRawText());
        var whole = Job("whole at once", "trials: 5");
        var once = Tune(whole, "once", "--json", "--study", "again").Done();
        for (var i = 0; i < 5; i++)
            Assert.Equal(once.Json.GetProperty("trials")[i].GetProperty("settings").GetRawText(), more.Json.GetProperty("trials")[i].GetProperty("settings").GetRawText());
    }

    [Fact]
    public void Trial_0_is_the_options_as_they_are_and_the_best_is_never_worse()
    {
        var run = Tune(Job("first", "trials: 4"), "first", "--json", "--workers", "2").Done();
        var trials = run.Json.GetProperty("trials").EnumerateArray().ToList();
        Assert.Equal("8", trials[0].GetProperty("settings").GetProperty("model.units[0]").GetString());
        var complete = trials.Where(trial => trial.GetProperty("trial").GetProperty("state").GetString() == "Complete").Select(trial => trial.GetProperty("trial").GetProperty("objectives")[0].GetDouble()).ToList();
        Assert.True(complete.Max() >= trials[0].GetProperty("trial").GetProperty("objectives")[0].GetDouble());
    }

    [Fact]
    public void Another_search_under_the_same_name_is_refused_and_says_what_differs()
    {
        Tune(Job("name", "trials: 1"), "name").Done();
        Tune(Job("name", "trials: 1", "{model.window: [1, 2, 3]}"), "name").Refused("'name' is there already", "another search space");
        Tune(Job("name", "trials: 1, objectives: [aucPr]"), "name").Refused("'name' is there already", "other objectives (vusPr)");
    }

    [Fact]
    public void The_winner_is_where_a_search_on_similar_data_begins()
    {
        var store = fleet.Folder["shared.db"];
        Tune(Job("one", "trials: 6, seed: 3"), "one", "--store", store).Done();
        var run = Tune(Job("two", "trials: 3"), "two", "--store", store, "--json").Done();
        Assert.Contains("what won 'one'", run.Error, StringComparison.Ordinal);
        Assert.Equal("won one", run.Json.GetProperty("trials")[1].GetProperty("trial").GetProperty("origin").GetString());
    }

    [Fact]
    public void Wrong_usage_is_refused_with_what_is_expected()
    {
        CommandRun.Of("tune", "--search", "dens", "--data", fleet.Data, "--out", fleet.Folder["no"]).Refused("'dens'", "'dense'");
        CommandRun.Of("tune", "--search", "sequence-pca", "--data", fleet.Data, "--out", fleet.Folder["no"]).Refused("sequence tune");
        CommandRun.Of("tune", "--search", "dense", "--out", fleet.Folder["no"]).Refused("there is no data");
        Tune(Job("objective", "objectives: [test]"), "no").Refused("'test'", "Test rows are no objective");
        Tune(Job("store", "trials: 1"), "no", "--store", "mysql://a").Refused("--store", "postgresql://");
    }

    private CommandRun Tune(string job, string folder, params string[] more) => CommandRun.Of(["tune", "--job", job, "--out", fleet.Folder[folder], .. more]);

    private string Job(string name, string tune, string space = Space) => fleet.Folder.Write($"{name}.yaml",
        $"preset: dense\nsource: {{data: ['{fleet.Data}']}}\nmodel: {{units: [8]}}\ntrain: {{rows: {fleet.Truth.FitSteps}, epochs: 4}}\ntune: {{{tune}, pruner: {{kind: halving, least: 2}}, space: {space}}}\n");
}
