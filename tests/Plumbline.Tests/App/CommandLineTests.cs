using System.IO.Compression;
using System.Text.Json;
using Plumbline.Data;

namespace Plumbline.Tests.App;

public sealed class CommandLineTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Fact]
    public void A_fit_tells_what_it_did()
    {
        var run = CommandRun.Of("fit", "--data", fleet.Data, "--train-rows", $"{fleet.Truth.FitSteps}", "--preset", "pca", "--out", fleet.Folder["told.plumb"]).Done();
        Assert.All(new[] { "2 entities", "24 signals", "00:05:00", "parameters", "threshold", "4 sigma" }, part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Scores_have_a_row_for_each_row_of_the_data_in_its_order()
    {
        using var file = File.OpenRead(fleet.Scores);
        using var reader = new ScoresCsvReader(file, "scores.csv");
        var rows = reader.ReadRows().ToList();
        var expected = fleet.Truth.Frames.SelectMany(frame => frame.Time.Values.ToArray().Select(time => (frame.Entity, time)));
        Assert.Equal(expected, rows.Select(row => (row.Entity, row.Time)));
    }

    [Fact]
    public void Fitting_and_scoring_again_gives_the_same_scores_to_the_byte()
    {
        var (model, scores) = (fleet.Folder["again.plumb"], fleet.Folder["again.csv"]);
        CommandRun.Of("fit", "--preset", "dense", "--data", fleet.Data, "--train-rows", $"{fleet.Truth.FitSteps}", "--out", model).Done();
        CommandRun.Of("score", "--model", model, "--data", fleet.Data, "--out", scores).Done();
        Assert.Equal(File.ReadAllBytes(fleet.Scores), File.ReadAllBytes(scores));
    }

    [Fact]
    public void Standard_input_and_output_give_the_same_scores_as_files()
    {
        using var input = File.OpenRead(fleet.Data);
        var run = CommandRun.With(input, CancellationToken.None, "score", "--model", fleet.Model, "--data", "-", "--out", "-").Done();
        Assert.Equal(File.ReadAllText(fleet.Scores), run.Output);
    }

    [Fact]
    public void A_gzip_file_gives_the_same_scores_as_a_plain_one()
    {
        using (var packed = new GZipStream(File.Create(fleet.Folder["fleet.csv.gz"]), CompressionLevel.Fastest)) packed.Write(File.ReadAllBytes(fleet.Data));
        var run = CommandRun.Of("score", "--model", fleet.Model, "--data", fleet.Folder["fleet.csv.gz"], "--out", "-").Done();
        Assert.Equal(File.ReadAllText(fleet.Scores), run.Output);
    }

    [Fact]
    public void Rows_of_entities_that_alternate_stay_in_their_order_and_keep_their_scores()
    {
        var lines = File.ReadAllLines(fleet.Data);
        var steps = fleet.Truth.Frames[0].StepCount;
        var mixed = Enumerable.Range(0, steps).SelectMany(step => new[] { lines[1 + steps + step], lines[1 + step] });
        var data = fleet.Folder.Write("mixed.csv", string.Join('\n', mixed.Prepend(lines[0])));
        var scores = CommandRun.Of("score", "--model", fleet.Model, "--data", data, "--out", "-").Done().Output.TrimEnd().Split('\n');
        var before = File.ReadAllLines(fleet.Scores);
        Assert.Equal(Enumerable.Range(0, steps).SelectMany(step => new[] { before[1 + steps + step], before[1 + step] }), scores.Skip(1));
    }

    [Fact]
    public void Several_files_without_an_entity_column_are_entities_named_after_them()
    {
        var (one, two) = (fleet.Folder["left.csv"], fleet.Folder["right.csv"]);
        foreach (var (path, frame) in new[] { (one, fleet.Truth.Frames[0]), (two, fleet.Truth.Frames[1]) })
        {
            using var file = File.Create(path);
            SeriesCsvWriter.Write(file, [new SeriesFrame("", frame.Signals, frame.Time, frame.Values, frame.Labels)], TestContext.Current.CancellationToken);
        }
        var scores = CommandRun.Of("score", "--model", fleet.Model, "--data", one, two, "--out", "-").Done().Output;
        var expected = File.ReadAllText(fleet.Scores).Replace("node01", "left", StringComparison.Ordinal).Replace("node02", "right", StringComparison.Ordinal);
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void Verdicts_come_as_one_json_document()
    {
        var json = CommandRun.Of("score", "--model", fleet.Model, "--data", fleet.Data, "--out", fleet.Folder["json.csv"], "--json").Done().Json;
        var verdict = json.GetProperty("verdicts").EnumerateArray().First();
        Assert.Equal("anomalous", verdict.GetProperty("status").GetString());
        Assert.Contains(verdict.GetProperty("signals")[0].GetProperty("direction").GetString(), new[] { "low", "high", "silent" });
        Assert.Equal(fleet.Truth.Frames.Sum(frame => frame.StepCount), json.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void An_evaluation_with_the_model_judges_unseen_rows_beside_three_baselines()
    {
        var json = CommandRun.Of("evaluate", "--scores", fleet.Scores, "--data", fleet.Data, "--model", fleet.Model, "--json").Done().Json;
        var slices = json.GetProperty("slices").EnumerateArray().ToDictionary(slice => slice.GetProperty("name").GetString()!);
        Assert.Equal(["fit", "unseen"], slices.Keys);
        Assert.True(slices["unseen"].GetProperty("isResult").GetBoolean());
        Assert.Equal(2 * (fleet.Truth.Frames[0].StepCount - fleet.Truth.FitSteps), slices["unseen"].GetProperty("rowCount").GetInt32());
        var figures = slices["unseen"].GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(["model", "no model", "PCA", "random"], figures.Select(one => one.GetProperty("scorer").GetString()!));
        Assert.True(figures[0].GetProperty("vusPr").GetDouble() > figures[3].GetProperty("vusPr").GetDouble());
        Assert.Equal(JsonValueKind.Null, slices["fit"].GetProperty("figures")[0].GetProperty("aucRoc").ValueKind);
        Assert.Contains("fitted on the same rows as the model", json.GetProperty("notes")[0].GetString());
        var curve = json.GetProperty("scorers")[0].GetProperty("costCurve");
        Assert.Equal(curve.GetProperty("thresholds").GetArrayLength(), curve.GetProperty("costs").GetProperty("unseen").GetArrayLength());
    }

    /// <summary>Such a model's own options keep no row for a threshold, but its baselines need some.</summary>
    [Fact]
    public void A_model_that_waits_and_holds_rows_out_by_itself_is_scored_and_judged_beside_the_same_baselines()
    {
        var (model, scores) = (fleet.Folder["auto.plumb"], fleet.Folder["auto.scores.csv"]);
        CommandRun.Of("fit", "--preset", "auto", "--data", fleet.Data, "--train-rows", $"{fleet.Truth.FitSteps}", "--out", model).Done();
        CommandRun.Of("score", "--model", model, "--data", fleet.Data, "--out", scores).Done();
        Assert.Equal(File.ReadLines(fleet.Scores).Select(FirstCells), File.ReadLines(scores).Select(FirstCells)); // each row once, in the order of the data
        var json = CommandRun.Of("evaluate", "--scores", scores, "--data", fleet.Data, "--model", model, "--json").Done().Json;
        Assert.Equal(4, json.GetProperty("scorers").GetArrayLength());
        Assert.Contains("fitted on the same rows as the model", json.GetProperty("notes")[0].GetString());

        static string FirstCells(string line) => string.Join(',', line.Split(',')[..2]);
    }

    [Fact]
    public void A_budget_on_the_command_line_finds_the_threshold_and_is_held_and_other_thresholds_are_shown()
    {
        var (model, scores) = (fleet.Folder["budget.plumb"], fleet.Folder["budget.scores.csv"]);
        var fit = CommandRun.Of("fit", "--preset", "pca", "--data", fleet.Data, "--train-rows", $"{fleet.Truth.FitSteps}", "--alarms", "2/week", "--out", model, "--json").Done().Json;
        Assert.Equal("Budget", fit.GetProperty("options").GetProperty("threshold").GetProperty("rule").GetString(), ignoreCase: true);
        Assert.True(fit.GetProperty("options").GetProperty("alert").GetProperty("hold").GetBoolean());
        Assert.Equal(3, fit.GetProperty("summary").GetProperty("alarms").GetArrayLength());
        CommandRun.Of("score", "--model", model, "--data", fleet.Data, "--out", scores).Done();
        var trade = CommandRun.Of("evaluate", "--scores", scores, "--data", fleet.Data, "--model", model, "--json").Done().Json.GetProperty("alarms").EnumerateArray().ToList();
        Assert.Equal(trade.Select(one => one.GetProperty("threshold").GetDouble()).Order(), trade.Select(one => one.GetProperty("threshold").GetDouble()));
        var recall = trade.Select(one => one.GetProperty("eventRecall").GetDouble()).ToList();
        Assert.Equal(recall.OrderDescending(), recall); // a higher threshold finds no more
    }

    [Theory]
    [InlineData("often")]
    [InlineData("2/fortnight")]
    [InlineData("-1/day")]
    [InlineData("2/3")]
    public void A_budget_that_is_none_is_refused(string text) =>
        CommandRun.Of("fit", "--data", fleet.Data, "--alarms", text, "--out", fleet.Folder["none.plumb"]).Refused($"--alarms: found '{text}'");

    [Fact]
    public void An_evaluation_says_in_words_whether_the_model_wins_and_warns_of_point_adjustment()
    {
        var text = CommandRun.Of("evaluate", "--scores", fleet.Scores, "--data", fleet.Data, "--model", fleet.Model).Done().Output;
        Assert.Contains("The model ", text, StringComparison.Ordinal);
        Assert.Contains("VUS window", text, StringComparison.Ordinal);
        Assert.Contains("even random scores look good", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_without_the_model_calls_nothing_a_result_unless_told_from_which_row()
    {
        var all = CommandRun.Of("evaluate", "--scores", fleet.Scores, "--data", fleet.Data).Done().Output;
        Assert.StartsWith("No result", all, StringComparison.Ordinal);
        var rest = CommandRun.Of("evaluate", "--scores", fleet.Scores, "--data", fleet.Data, "--from-row", $"{fleet.Truth.FitSteps}").Done().Output;
        Assert.StartsWith("Result on unseen rows", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_does_not_begin_with_the_fit_rows_is_unseen_throughout()
    {
        var data = fleet.Folder["rest.csv"];
        var frames = fleet.Truth.Frames.Select(frame => frame.Slice(fleet.Truth.FitSteps, frame.StepCount - fleet.Truth.FitSteps)).ToList();
        using (var file = File.Create(data)) SeriesCsvWriter.Write(file, frames, TestContext.Current.CancellationToken);
        CommandRun.Of("score", "--model", fleet.Model, "--data", data, "--out", fleet.Folder["rest.scores.csv"]).Done();
        var json = CommandRun.Of("evaluate", "--scores", fleet.Folder["rest.scores.csv"], "--data", data, "--model", fleet.Model, "--json").Done().Json;
        var slice = Assert.Single(json.GetProperty("slices").EnumerateArray());
        Assert.Equal(("unseen", frames.Sum(frame => frame.StepCount)), (slice.GetProperty("name").GetString(), slice.GetProperty("rowCount").GetInt32()));
        Assert.Contains("does not begin with the rows the model was fitted on", json.GetProperty("notes")[0].GetString());
    }

    [Fact]
    public void Scores_of_other_data_are_refused()
    {
        var lines = File.ReadAllLines(fleet.Scores);
        var other = fleet.Folder.Write("other.csv", string.Join('\n', lines[0], lines[1].Replace("node01", "node77", StringComparison.Ordinal)));
        CommandRun.Of("evaluate", "--scores", other, "--data", fleet.Data).Refused("'node77'", "'node01'");
        var late = fleet.Folder.Write("late.csv", string.Join('\n', lines[0], lines[1].Replace("2026", "2027", StringComparison.Ordinal)));
        CommandRun.Of("evaluate", "--scores", late, "--data", fleet.Data).Refused("2027-01-05");
    }

    [Fact]
    public void A_fault_of_ours_is_a_short_message_with_a_trace_only_on_demand()
    {
        using var closed = new MemoryStream();
        closed.Dispose(); // reading it is a programmer's mistake, as a fault of ours would be
        string[] args = ["score", "--model", fleet.Model, "--data", "-", "--out", "-"];
        var run = CommandRun.With(closed, CancellationToken.None, args);
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", CommandRun.With(closed, CancellationToken.None, [.. args, "--verbose"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_all_equal_make_figures_undefined_and_not_zero()
    {
        var (frame, steps) = (fleet.Truth.Frames[0], fleet.Truth.FitSteps);
        var data = fleet.Folder["healthy.csv"];
        using (var file = File.Create(data)) SeriesCsvWriter.Write(file, [frame.Slice(0, steps)], TestContext.Current.CancellationToken);
        CommandRun.Of("score", "--model", fleet.Model, "--data", data, "--out", fleet.Folder["healthy.scores.csv"]).Done();
        var text = CommandRun.Of("evaluate", "--scores", fleet.Folder["healthy.scores.csv"], "--data", data, "--from-row", "200").Done().Output;
        Assert.Matches(@"VUS-PR +undefined +undefined +undefined +undefined", text);
        Assert.Contains("cannot be said", text, StringComparison.Ordinal);
        Assert.Contains("labels of the unseen rows are all normal", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_ranks_the_signals_of_a_row_named_by_time_or_number()
    {
        var anomaly = fleet.Truth.Anomalies[0];
        var time = fleet.Truth.Frames[0].Time.Format(anomaly.To);
        var byTime = CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--entity", anomaly.Entity, "--at", time, "--json").Done().Json;
        var byRow = CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--at", $"{anomaly.To}", "--json").Done().Json;
        Assert.Equal(byTime.GetRawText(), byRow.GetRawText());
        Assert.Equal(24, byTime.GetProperty("signals").GetArrayLength());
        var text = CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--at", $"{anomaly.To}").Done().Output;
        Assert.Contains(byTime.GetProperty("signals")[0].GetProperty("name").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains("observed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_of_a_mode_takes_all_rows_of_a_label_together()
    {
        var mode = CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--mode", "1", "--json").Done().Json;
        Assert.Equal(fleet.Truth.Frames.Sum(frame => frame.Labels.ToArray().Count(label => label == 1)), mode.GetProperty("rows").GetInt32());
        var shares = mode.GetProperty("signals").EnumerateArray().Select(signal => signal.GetProperty("share").GetDouble()).ToList();
        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(1, shares.Sum(), 1e-9);
        var name = mode.GetProperty("signals")[0].GetProperty("name").GetString()!;
        Assert.Contains(name, CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--mode", "1").Done().Output, StringComparison.Ordinal);
        CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--mode", "7").Refused("--mode is 7", "0, 1");
        CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--mode", "1", "--at", "3").Refused("--at and --mode");
        CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data).Refused("--at TIME", "--mode LABEL");
    }

    [Fact]
    public void An_explanation_asks_which_entity_is_meant()
    {
        var time = fleet.Truth.Frames[0].Time.Format(10);
        CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--at", time).Refused("2 entities", "--entity", "'node01', 'node02'");
        CommandRun.Of("explain", "--model", fleet.Model, "--data", fleet.Data, "--at", "1999-01-01").Refused("'1999-01-01'", "row number");
    }

    [Fact]
    public void A_dry_run_estimates_and_writes_nothing()
    {
        var path = fleet.Folder["dry.plumb"];
        var json = CommandRun.Of("fit", "--data", fleet.Data, "--train-rows", "400", "--preset", "dense", "--out", path, "--dry-run", "--json").Done().Json;
        Assert.Equal(5288, json.GetProperty("modelParameters").GetInt32());
        Assert.True(json.GetProperty("estimatedSecondsPerEpoch").GetDouble() > 0);
        Assert.False(File.Exists(path));
        Assert.Contains("none, fitted at once", CommandRun.Of("fit", "--data", fleet.Data, "--train-rows", "400", "--dry-run").Done().Output, StringComparison.Ordinal);
        CommandRun.Of("fit", "--data", fleet.Data, "--train-rows", "400000", "--dry-run").Refused("400000", "864 rows");
    }

    [Fact]
    public void Help_costs_nothing_and_wrong_usage_points_to_it()
    {
        Assert.Contains("--train-rows", CommandRun.Of("fit", "--help").Done().Output, StringComparison.Ordinal);
        CommandRun.Of("score", "--model", fleet.Model).Refused("--data", "Try 'plumbline score --help'");
        CommandRun.Of("scroe").Refused("scroe");
        CommandRun.Of().Refused("plumbline [command]");
        CommandRun.Of("fit", "--data", fleet.Data).Refused("--out");
        CommandRun.Of("fit", "--out", "x.plumb").Refused("--data");
    }

    [Fact]
    public void Two_things_cannot_both_be_standard_output()
    {
        CommandRun.Of("score", "--model", fleet.Model, "--data", fleet.Data, "--out", "-", "--json").Refused("--out -", "--json");
        CommandRun.Of("fit", "--data", fleet.Data, "--out", "-", "--json").Refused("--out -", "--json");
    }

    [Fact]
    public void Data_is_never_written_over()
    {
        var before = File.ReadAllBytes(fleet.Data);
        CommandRun.Of("score", "--model", fleet.Model, "--data", fleet.Data, "--out", fleet.Data).Refused("read as data");
        Assert.Equal(before, File.ReadAllBytes(fleet.Data));
    }
}
