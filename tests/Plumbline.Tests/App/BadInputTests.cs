using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Plumbline.Tests.App;

public sealed class BadInputTests(SmallFleet fleet) : IClassFixture<SmallFleet>, IDisposable
{
    private readonly WorkFolder folder = new();

    public static TheoryData<string, string, string[]> BadFiles => new()
    {
        { "empty", "", ["no text", "header"] },
        { "header only", "index,a,b\n", ["header without data rows"] },
        { "ragged row", "index,a,b\n0,1,2\n1,1\n", ["line 3", "2 ", "3 "] },
        { "text in a number", "index,a,b\n0,1,2\n1,one,2\n", ["line 3", "'a'", "'one'", "number"] },
        { "infinite value", "index,a,b\n0,1,2\n1,Infinity,2\n", ["line 3", "'a'", "infinite"] },
        { "duplicate time", "index,a\n0,1\n1,2\n1,3\n2,4\n", ["line 4", "second time"] },
        { "decreasing time", "index,a\n0,1\n2,2\n1,3\n3,4\n", ["line 4", "1 after 2"] },
        { "time that does not parse", "timestamp,a\n2026-01-01,1\nyesterday,2\n", ["line 3", "'yesterday'", "a time like"] },
        { "duplicate signal name", "index,a,a\n0,1,2\n", ["'a'", "second time", "distinct"] },
        { "empty signal name", "index,a,\n0,1,2\n", ["empty signal name"] },
        { "no signal", "index,entity,label\n0,x,0\n", ["no signal", "at least one"] },
        { "no time column", "when,a\n0,1\n", ["'when'", "'timestamp' or 'index'"] },
        { "one signal all missing", "index,a,b\n0,1,\n1,2,\n2,3,\n3,4,\n", ["'b'", "no value"] },
        { "every signal constant", "index,a,b\n0,1,5\n1,1,5\n2,1,5\n3,1,5\n", ["constant", "moves"] },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_file_that_cannot_be_fitted_is_refused_with_its_reason(string name, string text, string[] message)
    {
        var data = folder.Write($"{name}.csv", text);
        CommandRun.Of("fit", "--data", data, "--out", folder["model.plumb"]).Refused([$"{name}.csv", .. message]);
        Assert.Equal([$"{name}.csv"], folder.Files);
    }

    [Fact]
    public void A_missing_file_is_named_with_its_nearest_neighbour()
    {
        CommandRun.Of("fit", "--data", fleet.Folder["flete.csv"], "--out", folder["m.plumb"]).Refused("flete.csv", "no such file", "fleet.csv?");
        CommandRun.Of("score", "--model", folder["none.plumb"], "--data", fleet.Data, "--out", "-").Refused("none.plumb", "no such file");
        CommandRun.Of("fit", "--data", "/nowhere/at/all.csv", "--out", folder["m.plumb"]).Refused("/nowhere/at");
    }

    [Fact]
    public void Signals_that_differ_from_the_models_are_named_missing_and_new()
    {
        var lines = File.ReadAllLines(fleet.Data).Take(20).ToArray();
        lines[0] = lines[0].Replace("ambient_temp_c", "room_temp_c", StringComparison.Ordinal);
        var data = folder.Write("renamed.csv", string.Join('\n', lines));
        CommandRun.Of("score", "--model", fleet.Model, "--data", data, "--out", folder["s.csv"]).Refused("missing 'ambient_temp_c'", "new 'room_temp_c'");
        Assert.Equal(["renamed.csv"], folder.Files);
    }

    [Fact]
    public void Fewer_rows_than_a_window_or_than_the_train_rows_are_refused()
    {
        var data = folder.Write("short.csv", "index,a,b\n0,1,2\n1,2,1\n2,1,3\n3,4,2\n4,2,2\n");
        var job = folder.Write("job.yaml", "model: {window: 10}\n");
        CommandRun.Of("fit", "--data", data, "--job", job, "--out", folder["m.plumb"]).Refused("0 whole windows of 10 steps");
        CommandRun.Of("fit", "--data", data, "--train-rows", "50", "--out", folder["m.plumb"]).Refused("5 rows", "50 fit rows");
    }

    [Fact]
    public void A_label_rule_without_labels_is_refused()
    {
        var data = folder.Write("plain.csv", "index,a,b\n0,1,2\n1,2,1\n2,1,3\n3,4,2\n4,2,2\n5,1,1\n");
        CommandRun.Of("fit", "--data", data, "--preset", "hpc-lecture", "--train-rows", "4", "--out", folder["m.plumb"]).Refused("no row labelled anomalous", "threshold.rule");
        CommandRun.Of("evaluate", "--scores", fleet.Scores, "--data", data).Refused("no label column", "--label");
    }

    [Fact]
    public void Training_that_diverges_is_a_message_with_advice()
    {
        var job = folder.Write("wild.yaml", "train: {learningRate: 1e30, optimizer: rmsProp}\n");
        CommandRun.Of("fit", "--data", fleet.Data, "--job", job, "--out", folder["m.plumb"]).Refused("diverged", "learning rate");
        Assert.Equal(["wild.yaml"], folder.Files);
    }

    [Fact]
    public void A_truncated_bundle_is_refused()
    {
        File.WriteAllBytes(folder["cut.plumb"], File.ReadAllBytes(fleet.Model)[..2000]);
        CommandRun.Of("score", "--model", folder["cut.plumb"], "--data", fleet.Data, "--out", "-").Refused("cut.plumb", "damaged");
    }

    [Fact]
    public void An_altered_bundle_is_refused()
    {
        Alter("altered.plumb", manifest => manifest["name"] = "another");
        CommandRun.Of("score", "--model", folder["altered.plumb"], "--data", fleet.Data, "--out", "-").Refused("altered.plumb", "SHA-256");
    }

    [Fact]
    public void A_bundle_of_a_newer_format_is_refused()
    {
        Alter("newer.plumb", manifest => manifest["formatVersion"] = 99);
        CommandRun.Of("score", "--model", folder["newer.plumb"], "--data", fleet.Data, "--out", "-").Refused("newer.plumb", "bundle format 99", "newer plumbline");
    }

    [Fact]
    public void An_unwritable_place_is_found_before_the_work_begins()
    {
        CommandRun.Of("fit", "--data", "-", "--out", folder["no/such/m.plumb"]).Refused("cannot be written", "no folder");
        CommandRun.Of("fit", "--data", "-", "--out", Path.GetDirectoryName(fleet.Data)!).Refused("is a folder");
        CommandRun.Of("score", "--model", fleet.Model, "--data", "-", "--out", folder["scores.parquet"]).Refused("CSV");
    }

    [Fact]
    public void A_fault_in_the_middle_leaves_the_old_file_and_nothing_half_written()
    {
        var scores = folder.Write("scores.csv", "old");
        var data = folder.Write("broken.csv", File.ReadAllText(fleet.Data) + "2026-01-09 00:00:00,node02,oops\n");
        CommandRun.Of("score", "--model", fleet.Model, "--data", data, "--out", scores).Refused("broken.csv", "line");
        Assert.Equal("old", File.ReadAllText(scores));
        Assert.Equal(["broken.csv", "scores.csv"], folder.Files.Order());
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("score")]
    public void Interruption_ends_with_130_and_leaves_no_file(string command)
    {
        using var stop = new CancellationTokenSource();
        using var input = new StoppingStream(File.ReadAllBytes(fleet.Data), stop);
        var output = folder["out"];
        var run = CommandRun.With(input, stop.Token, command == "fit" ? ["fit", "--data", "-", "--out", output] : ["score", "--model", fleet.Model, "--data", "-", "--out", output]);
        Assert.Equal(130, run.Code);
        Assert.Contains("interrupted", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    public void Dispose() => folder.Dispose();

    // The bundle with its manifest changed, hash and all left as they were.
    private void Alter(string name, Action<JsonNode> change)
    {
        File.Copy(fleet.Model, folder[name]);
        using var zip = ZipFile.Open(folder[name], ZipArchiveMode.Update);
        var entry = zip.GetEntry("manifest.json")!;
        JsonNode manifest;
        using (var stream = entry.Open()) manifest = JsonNode.Parse(stream)!;
        change(manifest);
        entry.Delete();
        using var fresh = zip.CreateEntry("manifest.json").Open();
        fresh.Write(Encoding.UTF8.GetBytes(manifest.ToJsonString()));
    }

    /// <summary>Asks for an end, as Ctrl-C does, once half of it has been read.</summary>
    private sealed class StoppingStream(byte[] bytes, CancellationTokenSource stop) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            if (Position > Length / 2) stop.Cancel();
            return base.Read(buffer);
        }
    }
}
