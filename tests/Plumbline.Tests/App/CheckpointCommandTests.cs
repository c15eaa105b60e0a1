namespace Plumbline.Tests.App;

public sealed class CheckpointCommandTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Fact]
    public void A_fit_that_is_interrupted_goes_on_when_run_again_and_ends_with_the_same_detector()
    {
        using var folder = new WorkFolder();
        var job = folder.Write("job.yaml", "train: {rows: 400, epochs: 40, patience: null}\n");
        string[] fit = ["fit", "--job", job, "--data", fleet.Data, "--checkpoint", folder["kept"], "--out", folder["model.plumb"]];
        using var cancellation = new CancellationTokenSource();

        Assert.Equal(130, CommandRun.With(Stream.Null, new Impatient(cancellation), cancellation.Token, fit).Code);

        Assert.Equal(["job.yaml", "start_0.safetensors"], folder.Files.Order());
        var again = CommandRun.Of(fit).Done();
        Assert.Contains("Going on from", again.Error);
        Assert.Equal(["job.yaml", "model.plumb"], folder.Files.Order());
        CommandRun.Of("fit", "--job", job, "--data", fleet.Data, "--out", folder["whole.plumb"]).Done();
        foreach (var name in new[] { "model", "whole" }) CommandRun.Of("score", "--model", folder[$"{name}.plumb"], "--data", fleet.Data, "--out", folder[$"{name}.csv"]).Done();
        Assert.Equal(File.ReadAllText(folder["whole.csv"]), File.ReadAllText(folder["model.csv"]));
    }

    [Fact]
    public void What_another_fit_has_left_is_refused_and_kept()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder["kept"]);
        File.WriteAllText(folder["kept/start_0.safetensors"], "no checkpoint at all");
        CommandRun.Of("fit", "--data", fleet.Data, "--preset", "dense", "--train-rows", "400", "--checkpoint", folder["kept"], "--out", folder["model.plumb"])
            .Refused("--checkpoint", "cannot go on", "an empty folder");
        Assert.Equal(["start_0.safetensors"], folder.Files);
        var atOnce = CommandRun.Of("fit", "--data", fleet.Data, "--preset", "pca", "--train-rows", "400", "--checkpoint", folder["kept"], "--out", folder["pca.plumb"]).Done();
        Assert.Contains("Nothing to keep", atOnce.Error, StringComparison.Ordinal);
        Assert.Equal(["pca.plumb", "start_0.safetensors"], folder.Files.Order());
        CommandRun.Of("fit", "--data", fleet.Data, "--checkpoint", fleet.Data, "--out", folder["model.plumb"]).Refused("--checkpoint", "no folder can be made");
    }

    /// <summary>Half a minute goes by between looks, and after three hundred of them someone presses Ctrl-C.</summary>
    private sealed class Impatient(CancellationTokenSource cancellation) : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            if (++looks == 300) cancellation.Cancel();
            return 30 * looks;
        }
    }
}
