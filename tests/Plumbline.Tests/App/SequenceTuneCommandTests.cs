namespace Plumbline.Tests.App;

public sealed class SequenceTuneCommandTests
{
    [Fact]
    public void Components_are_searched_by_error_and_the_winner_scores()
    {
        using var folder = new WorkFolder();
        var (train, normal, test) = (Sequences(folder, "train", 200, 0), Sequences(folder, "normal", 60, 1), Sequences(folder, "test", 40, 2));
        var run = CommandRun.Of("sequence", "tune", "--search", "sequence-pca-published", "--trials", "6", "--train", train, "--normal", normal, "--out", folder["out"], "--json").Done();
        Assert.Equal("rmse", run.Json.GetProperty("definition").GetProperty("objectives")[0].GetProperty("name").GetString());
        Assert.Equal(6, run.Json.GetProperty("trials").GetArrayLength());
        CommandRun.Of("sequence", "score", "--model", Path.Combine(folder["out"], "best.plumb"), "--data", test, "--out", folder["scores.json"]).Done();
        CommandRun.Of("sequence", "tune", "--search", "sequence-pca", "--train", train, "--normal", normal, "--out", folder["f"]).Refused("fBeta needs labelled sequences");
    }

    // Two waves of five signals with noise: 12 steps a sequence.
    private static string Sequences(WorkFolder folder, string name, int count, int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, count).Select(_ =>
        {
            var phase = random.NextDouble() * 6;
            return string.Join(',', Enumerable.Range(1, 5).Select(signal => $"{string.Join(';', Enumerable.Range(0, 12).Select(step => (Math.Sin(phase + (step * signal * 0.2)) + (0.1 * random.NextDouble())).ToString("0.0000")))}"));
        });
        return folder.Write($"{name}.csv", string.Join('\n', lines) + "\n");
    }
}
