using System.Globalization;
using System.Text;
using System.Text.Json;
using Plumbline.Simulation;

namespace Plumbline.Tests.App;

public sealed class BenchQualityCommandTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public BenchQualityCommandTests()
    {
        Directory.CreateDirectory(folder["data/sub"]);
        folder.Write("data/001_MADE_id_1_Sensor_tr_700_1st_1200.csv", Series(1));
        folder.Write("data/sub/other.csv", Series(2));
        folder.Write("data/sub/other.explain.json", """[{"start":1200,"end":1219,"signals":["b"]}]""");
        folder.Write("data/manifest.csv", "file,train_rows,period_s,dataset\nsub/other.csv,700,60,Hand made\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_preset_is_measured_on_every_view_of_every_series_beside_chance_and_baselines()
    {
        var json = Run("--presets", "auto-stream", "--json").Done().Json;
        Assert.Equal(2 * 2 * 4, json.GetProperty("results").GetArrayLength());
        Assert.Equal(0, json.GetProperty("failed").GetInt32());

        var one = Result(json, "B:Hand_other", "zscore");
        Assert.Equal((1000, 600, 1), (one.GetProperty("rows").GetInt32(), one.GetProperty("fitRows").GetInt32(), one.GetProperty("events").GetInt32()));
        var figures = one.GetProperty("figures");
        Assert.True(figures.GetProperty("vusPr").GetDouble() > 0.8);
        Assert.Equal(1, figures.GetProperty("eventRecall").GetDouble());
        Assert.InRange(figures.GetProperty("medianDelay").GetDouble(), 0, 2); // two of three steps
        Assert.Equal(400 / 1440.0, figures.GetProperty("days").GetDouble(), 1e-9);
        foreach (var of in new[] { "given", "asked", "told" }) Assert.Equal((1, 1.0), (figures.GetProperty(of).GetProperty("events").GetInt32(), figures.GetProperty(of).GetProperty("hitRate100").GetDouble()));

        var unknown = Result(json, "A:MADE_001_MADE_id_1_Sensor_tr_700_1st_1200", "zscore").GetProperty("figures");
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("falseAlarmsPerDay").ValueKind); // no period
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("given").ValueKind); // nobody is known to be guilty
        var chance = Result(json, "A:Hand_other", "random").GetProperty("figures");
        Assert.True(chance.GetProperty("vusPr").GetDouble() < 0.3);
        Assert.Equal(JsonValueKind.Null, chance.GetProperty("eventF1").ValueKind);
    }

    [Fact]
    public void What_is_shown_are_tables_by_set_by_figure_and_by_case()
    {
        var beside = folder.Write("beside.csv", "case,theirs,N\nA:Hand_other,0.5,600\nB:Hand_other,0.7,600\n");
        var run = Run("--presets", "pca", "--views", "A,B,whole", "--cases", "--beside", beside, "--out", folder["out"]).Done();
        var shown = string.Join(' ', run.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("preset MADE Hand mean", shown, StringComparison.Ordinal);
        Assert.Contains("(theirs) - 0.600 -", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("(N)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Whole:Hand_other", run.Output, StringComparison.Ordinal);
        var text = File.ReadAllText(folder["out/quality.md"]);
        Assert.Contains("| preset | MADE | Hand | mean |", text, StringComparison.Ordinal);
        Assert.Contains("Plumbline 0.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_cut_off_goes_on_where_it_stopped()
    {
        string[] wanted = ["--presets", "pca", "--out", folder["out"], "--json"];
        var log = folder["out/quality.jsonl"];
        var first = Run(wanted).Done().Json;
        var lines = File.ReadAllLines(log);
        Assert.Equal(12, lines.Length);
        File.WriteAllText(log, string.Join('\n', lines[..8]) + "\n" + lines[8][..40]);

        var again = Run(wanted).Done();
        Assert.Contains("cut off", again.Error, StringComparison.Ordinal);
        Assert.Equal(8, again.Json.GetProperty("reused").GetInt32());
        Assert.Equal(Figures(first), Figures(again.Json));
        Assert.Equal(lines.Length, File.ReadAllLines(log).Length);

        Assert.Equal(12, Run(wanted).Done().Json.GetProperty("reused").GetInt32());
        Assert.Equal(0, Run([.. wanted, "--judge", "unfitted"]).Done().Json.GetProperty("reused").GetInt32()); // other figures
        Assert.Equal(0, Run([.. wanted, "--fresh"]).Done().Json.GetProperty("reused").GetInt32());
        File.WriteAllText(log, "nonsense\n");
        Run(wanted).Refused("line 1", "--fresh");
    }

    [Fact]
    public void Interrupted_it_keeps_what_it_has()
    {
        var run = CommandRun.With(Stream.Null, new CancellationToken(true), "bench", "quality", "--data", folder["data"], "--out", folder["out"], "--presets", "pca");
        Assert.Equal(130, run.Code);
        Assert.Contains("goes on from there", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["out/quality.jsonl"]));
        Assert.False(File.Exists(folder["out/quality.md"]));
    }

    [Fact]
    public void Harmed_series_stand_beside_themselves_and_units_make_no_difference()
    {
        var json = Run("--presets", "auto-stream", "--views", "A", "--harm", "all", "--json").Done().Json;
        Assert.Equal(0, json.GetProperty("failed").GetInt32());
        Assert.Equal(2 * 4 * (1 + Harm.All.Count), json.GetProperty("results").GetArrayLength());
        Assert.Equal(Harm.All.Select(harm => harm.Name), json.GetProperty("harms").EnumerateArray().Select(harm => harm.GetString()));
        double Vus(string preset, string? harm) => json.GetProperty("summaries").EnumerateArray().Single(one => one.GetProperty("preset").GetString() == preset && one.GetProperty("harm").GetString() == harm
            && one.GetProperty("set").ValueKind == JsonValueKind.Null).GetProperty("figures").GetProperty("vusPr").GetProperty("mean").GetDouble();
        foreach (var preset in new[] { "zscore", "pca", "auto-stream" }) Assert.Equal(Vus(preset, null), Vus(preset, "units"), 0.01);
    }

    [Fact]
    public void Seeds_give_a_mean_and_a_spread()
    {
        var json = Run("--presets", "pca", "--seeds", "1,2,3", "--json").Done().Json;
        var chance = json.GetProperty("summaries").EnumerateArray().First(one => one.GetProperty("preset").GetString() == "random").GetProperty("figures").GetProperty("vusPr");
        Assert.True(chance.GetProperty("spread").GetDouble() > 0);
        Assert.Contains("±", Run("--presets", "pca", "--seeds", "1,2", "--views", "A").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_cases_are_named_with_their_reason()
    {
        folder.Write("data/unlabelled.csv", "index,a\n0,1\n1,2\n");
        folder.Write("data/unknown.csv", Series(3));
        folder.Write("data/text.csv", "no series at all\nx\n");
        var skipped = Run("--presets", "pca", "--json").Done().Json.GetProperty("skippedFiles").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("why").GetString()!);
        Assert.Contains("no label", skipped["unlabelled.csv"], StringComparison.Ordinal);
        Assert.Contains("--train-rows", skipped["unknown.csv"], StringComparison.Ordinal);
        Assert.Contains("no series", skipped["text.csv"], StringComparison.Ordinal);

        var share = Run("--presets", "pca", "--views", "whole", "--train-share", "0.4", "--json").Done().Json;
        Assert.Equal(600, Result(share, "Whole:data_unknown", "pca").GetProperty("fitRows").GetInt32());
        Assert.Equal(700, Result(share, "Whole:Hand_other", "pca").GetProperty("fitRows").GetInt32());
    }

    [Fact]
    public void A_case_that_fails_is_a_row_with_its_reason()
    {
        var run = Run("--presets", "time-indexed,lstm", "--seconds-per-fit", "0.001", "--views", "A", "--json").Done();
        var results = run.Json.GetProperty("results");
        Assert.Contains("timestamp", Result(run.Json, "A:Hand_other", "time-indexed").GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Contains("longer than 0.001 s", Result(run.Json, "A:Hand_other", "lstm").GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Contains($"of {results.GetArrayLength()} results have no figures", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Learnt_from_all_rows_only_a_model_that_holds_out_by_itself_has_a_threshold()
    {
        var json = Run("--presets", "auto-stream", "--learn", "all", "--views", "B", "--json").Done().Json;
        Assert.Equal(JsonValueKind.Null, Result(json, "B:Hand_other", "pca").GetProperty("figures").GetProperty("eventF1").ValueKind);
        Assert.Equal(JsonValueKind.Number, Result(json, "B:Hand_other", "auto-stream").GetProperty("figures").GetProperty("eventF1").ValueKind);
    }

    [Fact]
    public void What_cannot_be_done_is_said_in_one_message()
    {
        Run("--presets", "pac").Refused("'pca' perhaps");
        Run("--views", "C").Refused("the view 'C'", "Whole");
        Run("--harm", "unit").Refused("the harm 'unit'", "units");
        Run("--seeds", "one").Refused("--seeds one");
        CommandRun.Of("bench", "quality", "--data", folder["data"], "--threads", "0").Refused("--threads 0");
        Run("--train-share", "2").Refused("--train-share 2");
        CommandRun.Of("bench", "quality", "--data", folder["nowhere"]).Refused("no such folder");
        Directory.CreateDirectory(folder["empty"]);
        CommandRun.Of("bench", "quality", "--data", folder["empty"]).Refused("no labelled series");
    }

    private CommandRun Run(params string[] more) => CommandRun.Of(["bench", "quality", "--data", folder["data"], "--threads", "2", .. more]);

    private static JsonElement Result(JsonElement json, string name, string preset) =>
        json.GetProperty("results").EnumerateArray().Single(one => one.GetProperty("case").GetString() == name && one.GetProperty("preset").GetString() == preset);

    private static List<string> Figures(JsonElement json) =>
        [.. json.GetProperty("results").EnumerateArray().Select(one => $"{one.GetProperty("key")} {one.GetProperty("figures").GetProperty("vusPr")} {one.GetProperty("figures").GetProperty("eventF1")}")];

    // 1,500 rows of three signals; b is off in rows 1200 to 1219.
    private static string Series(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("index,a,b,c,label\n");
        for (var row = 0; row < 1500; row++)
        {
            var (phase, off) = (row * 0.2, row is >= 1200 and < 1220);
            text.Append(CultureInfo.InvariantCulture, $"{row},{Math.Sin(phase) + (0.1 * random.NextDouble()):0.####},{Math.Cos(phase) + (off ? 5 : 0) + (0.1 * random.NextDouble()):0.####},{random.NextDouble():0.####},{(off ? 1 : 0)}\n");
        }
        return text.ToString();
    }
}
