using Plumbline.Tests.Naive;

namespace Plumbline.Tests.App;

public sealed class ExchangeCommandTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Theory]
    [InlineData("--onnx")]
    [InlineData("--safetensors")]
    public void Weights_that_were_exported_and_imported_again_score_the_same_to_the_byte(string format)
    {
        var (weights, model, scores) = (fleet.Folder["weights"], fleet.Folder["imported.plumb"], fleet.Folder["imported.csv"]);
        CommandRun.Of("export", "--model", fleet.Model, format, weights).Done();
        var run = CommandRun.Of("import", "--model", fleet.Model, format, weights, "--data", fleet.Data, "--out", model).Done();
        Assert.Contains("0 trained", run.Output, StringComparison.Ordinal);
        Assert.Contains($"note: the model is from {weights}", run.Output, StringComparison.Ordinal);
        CommandRun.Of("score", "--model", model, "--data", fleet.Data, "--out", scores).Done();
        Assert.Equal(File.ReadAllBytes(fleet.Scores), File.ReadAllBytes(scores));
    }

    [Fact]
    public void Other_weights_make_another_threshold_and_another_detector()
    {
        var (other, weights) = (fleet.Folder["other.plumb"], fleet.Folder["other.onnx"]);
        CommandRun.Of("fit", "--data", fleet.Data, "--preset", "dense", "--train-rows", $"{fleet.Truth.FitSteps}", "--seed", "77", "--out", other).Done();
        CommandRun.Of("export", "--model", other, "--onnx", weights).Done();
        var own = CommandRun.Of("import", "--model", other, "--onnx", weights, "--data", fleet.Data, "--out", fleet.Folder["a.plumb"], "--json").Done().Json;
        var given = CommandRun.Of("import", "--model", fleet.Model, "--onnx", weights, "--data", fleet.Data, "--out", fleet.Folder["b.plumb"], "--json").Done().Json;
        Assert.Equal(own.GetProperty("threshold").GetRawText(), given.GetProperty("threshold").GetRawText());
        CommandRun.Of("export", "--model", fleet.Model, "--onnx", weights).Done();
        var mine = CommandRun.Of("import", "--model", fleet.Model, "--onnx", weights, "--data", fleet.Data, "--out", fleet.Folder["c.plumb"], "--json").Done().Json;
        Assert.NotEqual(given.GetProperty("threshold").GetRawText(), mine.GetProperty("threshold").GetRawText());
        Assert.NotEqual(given.GetProperty("bundle").GetString(), mine.GetProperty("bundle").GetString());
    }

    [Fact]
    public void Wrong_usage_is_refused_and_leaves_nothing()
    {
        using var folder = new WorkFolder();
        CommandRun.Of("export", "--model", fleet.Model).Refused("--onnx FILE or --safetensors FILE");
        CommandRun.Of("export", "--model", fleet.Model, "--onnx", folder["a"], "--safetensors", folder["b"]).Refused("both given");
        CommandRun.Of("export", "--model", fleet.Model, "--onnx", fleet.Model).Refused("the detector itself");
        var junk = folder.Write("junk.onnx", "no network");
        CommandRun.Of("import", "--model", fleet.Model, "--onnx", junk, "--data", fleet.Data, "--out", folder["new.plumb"]).Refused("junk.onnx", "damaged", "ONNX");
        CommandRun.Of("import", "--model", fleet.Model, "--safetensors", junk, "--data", fleet.Data, "--out", folder["new.plumb"]).Refused("junk.onnx", "safetensors");
        CommandRun.Of("import", "--model", fleet.Model, "--onnx", junk, "--out", folder["new.plumb"]).Refused("--data");
        Assert.Equal(["junk.onnx"], folder.Files);
    }

    [Fact]
    public void A_model_without_trained_weights_is_exported_but_takes_none()
    {
        var (pca, onnx) = (fleet.Folder["pca.plumb"], fleet.Folder["pca.onnx"]);
        CommandRun.Of("fit", "--data", fleet.Data, "--preset", "pca", "--out", pca).Done();
        CommandRun.Of("export", "--model", pca, "--onnx", onnx).Done();
        CommandRun.Of("export", "--model", pca, "--safetensors", fleet.Folder["pca.safetensors"]).Done();
        CommandRun.Of("import", "--model", pca, "--onnx", onnx, "--data", fleet.Data, "--out", fleet.Folder["new.plumb"]).Refused("takes no weights");
        Assert.DoesNotContain("new.plumb", fleet.Folder.Files);
    }

    [Fact]
    public void Training_curves_are_written_for_tensorboard_one_folder_a_run()
    {
        using var logs = new WorkFolder();
        for (var run = 0; run < 2; run++)
            CommandRun.Of("fit", "--data", fleet.Data, "--preset", "dense", "--out", fleet.Folder["run.plumb"], "--tensorboard", logs["logs"]).Done();
        var runs = Directory.GetDirectories(logs["logs"]);
        Assert.Equal(2, runs.Length);
        Assert.All(runs, run => Assert.StartsWith("dense-", Path.GetFileName(run), StringComparison.Ordinal));
        foreach (var file in runs.Select(run => Assert.Single(Directory.GetFiles(run))))
        {
            Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file), StringComparison.Ordinal);
            Assert.True(NaiveEventFile.Records(File.ReadAllBytes(file)).Count > 1 + 5 + 8, "an epoch's scalars and a histogram for each of 4 layers' tensors");
        }
    }

    [Fact]
    public void A_model_without_training_leaves_no_run()
    {
        using var logs = new WorkFolder();
        var run = CommandRun.Of("fit", "--data", fleet.Data, "--preset", "pca", "--out", fleet.Folder["run.plumb"], "--tensorboard", logs["logs"]).Done();
        Assert.Contains("fitted at once", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(logs["logs"]));
        CommandRun.Of("fit", "--data", fleet.Data, "--out", fleet.Folder["run.plumb"], "--tensorboard", fleet.Data).Refused("--tensorboard", "no folder can be made");
    }
}
