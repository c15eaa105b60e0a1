using Plumbline.Tests.Sequences;

namespace Plumbline.Tests.App;

public sealed class SequenceCommandTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly string train, normal, tune, test;

    public SequenceCommandTests()
    {
        train = folder.Write("train.csv", SmallSequences.Csv(SmallSequences.Normal(120, 1)));
        normal = folder.Write("normal.csv", SmallSequences.Csv(SmallSequences.Normal(80, 2)));
        tune = folder.Write("tune.csv", SmallSequences.Csv(SmallSequences.Mixed(80, 3)));
        test = folder.Write("test.csv", SmallSequences.Csv(SmallSequences.Mixed(40, 4)));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void From_files_to_a_judged_detector_in_one_command_or_in_three()
    {
        var (whole, parts) = (folder["whole.plumb"], folder["parts.plumb"]);
        var fitted = CommandRun.Of("sequence", "fit", "--preset", "sequence-dense", "--epochs", "3", "--train", train, "--normal", normal, "--tune", tune, "--out", whole, "--json").Done();
        Assert.Equal(120, fitted.Json.GetProperty("train").GetProperty("count").GetInt32());
        Assert.Equal(3, fitted.Json.GetProperty("epochs").GetInt32());

        CommandRun.Of("sequence", "fit", "--phase", "reconstruction", "--preset", "sequence-dense", "--epochs", "3", "--train", train, "--out", parts).Done();
        CommandRun.Of("sequence", "score", "--model", parts, "--data", test, "--json").Refused("reconstruction phase only", "--phase errors");
        CommandRun.Of("sequence", "fit", "--phase", "thresholds", "--model", parts, "--tune", tune, "--out", parts).Refused("no error statistics", "--phase errors");
        CommandRun.Of("sequence", "fit", "--phase", "errors", "--model", parts, "--normal", normal, "--out", parts).Done();
        CommandRun.Of("sequence", "fit", "--phase", "thresholds", "--model", parts, "--tune", tune, "--out", parts).Done();
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(parts));

        var judged = CommandRun.Of("sequence", "evaluate", "--model", whole, "--data", test, "--json").Done().Json;
        Assert.Equal(1, judged.GetProperty("feature").GetProperty("areaUnderRoc").GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, judged.GetProperty("seen").ValueKind);
        Assert.Contains("no result", CommandRun.Of("sequence", "evaluate", "--model", whole, "--data", tune).Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_have_the_eight_published_fields()
    {
        var bundle = Fit();
        var scored = CommandRun.Of("sequence", "score", "--model", bundle, "--data", test, "--out", folder["scores.csv"], "--json").Done();
        var predictions = scored.Json.GetProperty("predictions");
        Assert.Equal(40, predictions.GetArrayLength());
        Assert.Equal(["X_time_abs_recon_err", "X_feat_abs_recon_err", "mahalanobis_dist_time", "mahalanobis_dist_feat", "time_anom_thresh_var", "feat_anom_thresh_var", "time_anom_flags", "feat_anom_flags"],
            predictions[0].EnumerateObject().Select(field => field.Name));
        var anomalous = predictions[1];
        Assert.Equal((10, 4), (anomalous.GetProperty("X_feat_abs_recon_err").GetArrayLength(), anomalous.GetProperty("X_feat_abs_recon_err")[0].GetArrayLength()));
        Assert.Equal((10, 4), (anomalous.GetProperty("mahalanobis_dist_time").GetArrayLength(), anomalous.GetProperty("mahalanobis_dist_feat").GetArrayLength()));
        Assert.Equal(1, anomalous.GetProperty("feat_anom_flags").GetInt32());

        var rows = File.ReadAllLines(folder["scores.csv"]);
        Assert.Equal(41, rows.Length);
        Assert.StartsWith("sequence,time_distance,time_threshold,time_flag,top_step,feature_distance", rows[0], StringComparison.Ordinal);
        Assert.Equal(anomalous.GetProperty("mahalanobis_dist_time").Numbers().Max().ToString("R"), rows[2].Split(',')[1]);
    }

    [Fact]
    public void What_cannot_be_done_is_said_in_one_message()
    {
        var output = folder["out.plumb"];
        CommandRun.Of("sequence", "fit", "--preset", "sequence-dens", "--train", train, "--normal", normal, "--out", output).Refused("'sequence-dense' perhaps");
        CommandRun.Of("sequence", "fit", "--train", train, "--out", output).Refused("--phase all needs --normal");
        CommandRun.Of("sequence", "fit", "--phase", "errors", "--model", output, "--train", train, "--normal", normal, "--out", output).Refused("--train is given", "--phase errors");
        CommandRun.Of("sequence", "fit", "--phase", "errors", "--model", train, "--normal", normal, "--out", output).Refused("sequence bundle");
        CommandRun.Of("sequence", "fit", "--preset", "sequence-pca", "--train", train, "--normal", train, "--out", output).Refused("very sequences");
        CommandRun.Of("sequence", "fit", "--epochs", "0", "--train", train, "--normal", normal, "--out", output).Refused("train.epochs is 0");
        CommandRun.Of("sequence", "fit", "--train", folder["trian.csv"], "--normal", normal, "--out", output).Refused("no such file", "train.csv");
        Assert.False(File.Exists(output));
        var bundle = Fit();
        CommandRun.Of("sequence", "evaluate", "--model", bundle, "--data", normal).Refused("no labels");
        CommandRun.Of("sequence", "score", "--model", bundle, "--data", test).Refused("--out FILE or --json");
        CommandRun.Of("sequence", "score", "--model", bundle, "--data", folder.Write("gap.csv", "1;2\n"), "--json").Refused("2 steps", "expected 10");
        CommandRun.Of("score", "--model", bundle, "--data", test, "--out", folder["x.csv"]).Refused("detector bundle");
        CommandRun.Of("sequence", "fit", "--wrong").Refused("Try 'plumbline sequence fit --help'");
    }

    private string Fit()
    {
        var bundle = folder["model.plumb"];
        CommandRun.Of("sequence", "fit", "--preset", "sequence-pca", "--train", train, "--normal", normal, "--tune", tune, "--out", bundle).Done();
        return bundle;
    }
}
