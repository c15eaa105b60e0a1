namespace Plumbline.Tests.App;

public sealed class JobCommandTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Fact]
    public void A_job_file_alone_fits_and_writes_its_scores()
    {
        var job = fleet.Folder.Write("job.yaml", $"source: {{data: {fleet.Data}}}\npreset: pca\ntrain: {{rows: 400}}\nsinks: {{scores: {fleet.Folder["sink.csv"]}}}\n");
        var run = CommandRun.Of("fit", "--job", job, "--out", fleet.Folder["job.plumb"], "--json").Done();
        Assert.Equal("pca", run.Json.GetProperty("detector").GetString());
        Assert.Equal(1 + fleet.Truth.Frames.Sum(frame => frame.StepCount), File.ReadLines(fleet.Folder["sink.csv"]).Count());
    }

    [Fact]
    public void Options_override_the_job_file()
    {
        var job = fleet.Folder.Write("over.yaml", "preset: dense\ntrain: {rows: 400, seed: 1}\n");
        var train = CommandRun.Of("fit", "--job", job, "--preset", "zscore", "--data", fleet.Data, "--train-until", "2026-01-06 12:00", "--seed", "9",
            "--out", fleet.Folder["over.plumb"], "--json").Done().Json.GetProperty("options").GetProperty("train");
        Assert.Equal("null", train.GetProperty("rows").GetRawText());
        Assert.Equal(9, train.GetProperty("seed").GetInt32());
        Assert.StartsWith("2026-01-06T12:00:00", train.GetProperty("until").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_job_file_is_refused_with_its_lines()
    {
        var job = fleet.Folder.Write("bad.yaml", "train:\n  row: 400\n");
        CommandRun.Of("fit", "--job", job, "--data", fleet.Data, "--out", fleet.Folder["bad.plumb"]).Refused("bad.yaml, line 2", "'row'", "'rows'");
        CommandRun.Of("fit", "--preset", "dens", "--data", fleet.Data, "--out", fleet.Folder["bad.plumb"]).Refused("'dens'", "'dense'");
    }
}
