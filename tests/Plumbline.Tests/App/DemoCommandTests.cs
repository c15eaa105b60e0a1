namespace Plumbline.Tests.App;

public sealed class DemoCommandTests
{
    [Fact]
    public void The_demo_finds_what_was_injected_and_its_files_serve_the_other_commands()
    {
        using var folder = new WorkFolder();
        var text = CommandRun.Of("demo", "--out", folder["demo"]).Done().Output;
        var outcome = System.Text.RegularExpressions.Regex.Match(text, @"Found (\d+) of (\d+) injected anomalies .* first in (\d+) of \d+; \d+ false alarms, ([\d.]+) per entity and day");
        Assert.True(outcome.Success, text);
        var (found, all, guilty) = (Number(1), Number(2), Number(3));
        Assert.True(found >= 0.9 * all);
        Assert.True(guilty >= 0.8 * found);
        Assert.True(Number(4) <= 1);
        Assert.Equal(["fleet.csv", "model.plumb", "report.html", "scores.csv"], folder.Files.Order());
        var again = CommandRun.Of("score", "--model", folder["demo/model.plumb"], "--data", folder["demo/fleet.csv"], "--out", "-").Done().Output;
        Assert.Equal(File.ReadAllText(folder["demo/scores.csv"]), again);

        double Number(int group) => double.Parse(outcome.Groups[group].Value);
    }
}
