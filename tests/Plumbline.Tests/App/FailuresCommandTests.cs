using System.Globalization;
using System.Text;
using Plumbline.Data;
using Plumbline.Tests.Failures;

namespace Plumbline.Tests.App;

public sealed class FailuresCommandTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly string disks;

    public FailuresCommandTests() => disks = folder.Write("disks.csv", Snapshots(Disks.Fleet(healthy: 30, failing: 12)));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void From_snapshots_to_a_judged_predictor()
    {
        var model = folder["m.plumb"];
        var fitted = CommandRun.Of("failures", "fit", "--data", disks, "--out", model, "--json").Done().Json;
        Assert.Equal(["smart_1_raw", "smart_5_raw", "smart_194_raw"], fitted.GetProperty("signals").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(12, fitted.GetProperty("summary").GetProperty("failingEntities").GetInt32());

        var others = folder.Write("others.csv", Snapshots(Disks.Fleet(healthy: 20, failing: 8, seed: 9), "other"));
        var judged = CommandRun.Of("failures", "evaluate", "--model", model, "--data", others, "--budget", "1", "--fleet-rate", "0.0001", "--json").Done().Json;
        Assert.Equal(0, judged.GetProperty("seenEntities").GetInt32());
        var evaluation = judged.GetProperty("evaluation");
        Assert.True(evaluation.GetProperty("areaUnderRoc").GetDouble() > 0.9);
        Assert.Equal(8, evaluation.GetProperty("failing").GetInt32());
        Assert.Contains("in the fleet 0.01 %", evaluation.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("no result", CommandRun.Of("failures", "evaluate", "--model", model, "--data", disks).Done().Output, StringComparison.Ordinal);
        CommandRun.Of("failures", "evaluate", "--model", model, "--data", disks, "--unseen-only").Refused("seen every entity");
    }

    [Fact]
    public void Scores_are_a_scores_file_that_names_the_signal()
    {
        var (model, scores) = (folder["m.plumb"], folder["scores.csv"]);
        CommandRun.Of("failures", "fit", "--data", disks, "--out", model).Done();
        var said = CommandRun.Of("failures", "score", "--model", model, "--data", disks, "--out", scores, "--json").Done().Json;
        using var file = File.OpenRead(scores);
        using var reader = new ScoresCsvReader(file, scores);
        var rows = reader.ReadRows().ToList();
        Assert.Equal(File.ReadAllLines(disks).Length - 1, rows.Count);
        Assert.DoesNotContain(rows, row => row.Status == VerdictStatus.NotEnoughData); // windows of young disks are padded
        var alarms = rows.Where(row => row.Status == VerdictStatus.Anomalous).ToList();
        Assert.NotEmpty(alarms);
        Assert.Equal(alarms.Count, said.GetProperty("rowsOver").GetInt32());
        Assert.Contains(alarms, row => row.TopSignal == "smart_5_raw");
        Assert.All(alarms, row => Assert.True(row.Score > 1));
    }

    [Fact]
    public void The_scores_of_any_detector_are_judged_by_the_failures_they_find()
    {
        var (model, scores, ours, same) = (folder["d.plumb"], folder["scores.csv"], folder["f.plumb"], folder["same.csv"]);
        CommandRun.Of("fit", "--preset", "zscore", "--data", disks, "--out", model).Done();
        CommandRun.Of("score", "--model", model, "--data", disks, "--out", scores).Done();
        var judged = CommandRun.Of("failures", "evaluate", "--scores", scores, "--data", disks, "--json").Done().Json;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, judged.GetProperty("seenEntities").ValueKind);
        Assert.Equal(12, judged.GetProperty("evaluation").GetProperty("failing").GetInt32());

        CommandRun.Of("failures", "fit", "--data", disks, "--out", ours).Done();
        CommandRun.Of("failures", "score", "--model", ours, "--data", disks, "--out", same).Done();
        var (byModel, byScores) = (Area("--model", ours), Area("--scores", same));
        Assert.Equal(byModel, byScores, 1e-9);
        CommandRun.Of("failures", "evaluate", "--data", disks).Refused("one of --model and --scores");
        CommandRun.Of("failures", "evaluate", "--scores", same, "--data", disks, "--unseen-only").Refused("does not say");

        double Area(string option, string file) => CommandRun.Of("failures", "evaluate", option, file, "--data", disks, "--json").Done().Json.GetProperty("evaluation").GetProperty("areaUnderRoc").GetDouble();
    }

    [Fact]
    public void Presets_of_every_command_are_listed_and_told_apart()
    {
        var listed = CommandRun.Of("presets").Done().Output;
        foreach (var name in new[] { "dense", "sequence-lstm", "lab-trees" }) Assert.Contains(name, listed, StringComparison.Ordinal);
        CommandRun.Of("presets", "lab-trees").Refused("one of 'failures fit'");
        CommandRun.Of("failures", "fit", "--preset", "lab-tree", "--data", disks, "--out", folder["m.plumb"]).Refused("'lab-trees' perhaps");
    }

    [Fact]
    public void Presets_are_compared_with_each_other_with_a_detector_and_with_chance()
    {
        var compared = CommandRun.Of("failures", "compare", "--preset", "lab-trees", "zscore", "--data", disks, "--seeds", "2", "--json").Done().Json;
        var presets = compared.GetProperty("presets").EnumerateArray().ToList();
        Assert.Equal(["lab-trees", "zscore", "random"], presets.Select(preset => preset.GetProperty("name").GetString()));
        Assert.All(presets, preset => Assert.Equal(2, preset.GetProperty("runs").GetArrayLength()));
        Assert.Contains("lab-trees", CommandRun.Of("failures", "compare", "--preset", "lab-trees", "--data", disks, "--seeds", "1", "--cut-off", "2026-01-21").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_said_in_one_message()
    {
        var output = folder["out.plumb"];
        CommandRun.Of("failures", "fit", "--preset", "lab-tree", "--data", disks, "--out", output).Refused("'lab-trees' perhaps");
        CommandRun.Of("failures", "fit", "--data", disks, "--out", disks).Refused("is read as data");
        CommandRun.Of("failures", "fit", "--data", disks, "--train-until", "tomorrow", "--out", output).Refused("--train-until tomorrow");
        CommandRun.Of("failures", "fit", "--data", disks, "--preset", "lab-cnn-lstm", "--epochs", "0", "--out", output).Refused("train.epochs is 0");
        CommandRun.Of("failures", "fit", "--data", folder.Write("well.csv", "timestamp,entity,x,label\n2026-01-01,a,1,0\n2026-01-02,a,2,0\n"), "--out", output).Refused("no window before a failure");
        CommandRun.Of("failures", "evaluate", "--model", disks, "--data", disks).Refused("failures fit");
        CommandRun.Of("failures", "compare", "--preset", "lab-trees", "--data", disks, "--seeds", "0").Refused("--seeds 0");
        CommandRun.Of("failures", "compare", "--preset", "lab-trees", "--data", disks, "--horizon", "0", "--fleet-rate", "2").Refused("horizon is 0", "fleetRate is 2");
        Assert.False(File.Exists(output));
    }

    private static string Snapshots(IEnumerable<SeriesFrame> fleet, string prefix = "")
    {
        var text = new StringBuilder("date,serial_number,model,failure,smart_1_raw,smart_5_raw,smart_194_raw\n");
        foreach (var disk in fleet)
        {
            for (var row = 0; row < disk.StepCount; row++)
            {
                var values = disk.Row(row);
                text.Append(CultureInfo.InvariantCulture, $"{disk.Time.Format(row)[..10]},{prefix}{disk.Entity},X100,{disk.Labels.Span[row]},{values[0]},{values[1]},{values[2]:0.#}\n");
            }
        }
        return text.ToString();
    }
}
