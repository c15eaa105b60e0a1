using System.Text.Json;

namespace Plumbline.Tests.App;

public sealed class LectureCommandTests
{
    [Fact]
    public void The_lectures_pipeline_reproduces_its_costs_and_says_that_the_model_does_not_win()
    {
        var data = SharedData.Path("series/hpc_davide/hpc.csv");
        using var folder = new WorkFolder();
        var (model, scores) = (folder["davide.plumb"], folder["scores.csv"]);
        var fit = CommandRun.Of("fit", "--preset", "hpc-lecture", "--data", data, "--out", model, "--json").Done().Json;
        Assert.Equal(20_575, fit.GetProperty("modelParameters").GetInt32());
        CommandRun.Of("score", "--model", model, "--data", data, "--out", scores).Done();
        var evaluation = CommandRun.Of("evaluate", "--scores", scores, "--data", data, "--model", model, "--json").Done().Json;

        var slices = evaluation.GetProperty("slices").EnumerateArray().ToList();
        Assert.Equal(["0-2999", "3000-4499", "4500-6666"], slices.Select(slice => slice.GetProperty("rows").GetString()!));
        var costs = slices.Select(slice => slice.GetProperty("figures")[0].GetProperty("cost").GetDouble()).ToList();
        Assert.Equal((0, 275), (costs[0], costs[2]));
        Assert.InRange(costs[1], 247, 250);
        Assert.False(evaluation.GetProperty("wins").GetBoolean());
        Assert.Contains("does not win", evaluation.GetProperty("verdict").GetString());

        var modes = evaluation.GetProperty("modes").EnumerateArray().ToList();
        Assert.Equal([(0, 5440), (1, 935), (2, 292)], modes.Select(mode => (mode.GetProperty("label").GetInt32(), mode.GetProperty("rows").GetInt32())));
        Assert.All(modes.Skip(1), mode => Assert.StartsWith("ips_p0_", mode.GetProperty("signals")[0].GetProperty("name").GetString(), StringComparison.Ordinal));
        var second = CommandRun.Of("explain", "--model", model, "--data", data, "--mode", "2").Done().Output;
        Assert.StartsWith("Mode 2: means over 292 rows", second, StringComparison.Ordinal);
        Assert.Contains("To blame in mode 2 (292 rows): ips_p0_", CommandRun.Of("evaluate", "--scores", scores, "--data", data, "--model", model).Done().Output, StringComparison.Ordinal);

        var noModel = evaluation.GetProperty("scorers")[1];
        Assert.Equal("no model", noModel.GetProperty("name").GetString());
        Assert.Equal((0, 240, 275), (CostAt(noModel, "fit"), CostAt(noModel, "tuning"), CostAt(noModel, "unseen")));
    }

    // The curve is listed where it changes, so the cost of a threshold is that of the last one listed up to it.
    private static double CostAt(JsonElement scorer, string slice)
    {
        var curve = scorer.GetProperty("costCurve");
        var last = curve.GetProperty("thresholds").EnumerateArray().Count(threshold => threshold.GetDouble() <= 1.276e6) - 1;
        return curve.GetProperty("costs").GetProperty(slice)[last].GetDouble();
    }
}
