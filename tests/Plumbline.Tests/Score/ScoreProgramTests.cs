using System.IO.Compression;
using System.IO.Pipes;
using System.Text.Json;
using Plumbline.Detection;
using Plumbline.Tests.App;

namespace Plumbline.Tests.Score;

public sealed class ScoreProgramTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Theory]
    [InlineData("--batch", "256")]
    [InlineData("--batch", "1")]
    [InlineData("--batch=100000")]
    public void Scores_are_those_of_the_command_line_to_the_byte_at_every_batch_size(params string[] batch)
    {
        var run = ScoreRun.Of([fleet.Model, fleet.Data, .. batch]).Done();
        Assert.Equal(File.ReadAllText(fleet.Scores), run.Output);
    }

    [Fact]
    public void Verdicts_are_json_lines_with_what_the_command_line_says()
    {
        var run = ScoreRun.Of(fleet.Model, fleet.Data).Done();
        var expected = CommandRun.Of("score", "--model", fleet.Model, "--data", fleet.Data, "--out", fleet.Folder["json.csv"], "--json").Done().Json
            .GetProperty("verdicts").EnumerateArray().Select(verdict => JsonSerializer.Serialize(verdict)).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), Lines(run.Error).Order());
        Assert.Contains("\"status\":\"anomalous\"", run.Error, StringComparison.Ordinal);
        Assert.All(Lines(run.Error), line => Assert.NotNull(JsonSerializer.Deserialize(line, DetectionJson.Default.Verdict)));
    }

    [Fact]
    public void Gzip_and_standard_input_give_the_same_as_a_file()
    {
        using (var packed = new GZipStream(File.Create(fleet.Folder["fleet.csv.gz"]), CompressionLevel.Fastest)) packed.Write(File.ReadAllBytes(fleet.Data));
        using var plain = File.OpenRead(fleet.Data);
        using var gzip = File.OpenRead(fleet.Folder["fleet.csv.gz"]);
        var expected = ScoreRun.Of(fleet.Model, fleet.Data).Done();
        Assert.Equal(expected, ScoreRun.Of(fleet.Model, fleet.Folder["fleet.csv.gz"]).Done());
        Assert.Equal(expected, ScoreRun.With(plain, CancellationToken.None, fleet.Model, "-").Done());
        Assert.Equal(expected, ScoreRun.With(gzip, CancellationToken.None, fleet.Model, "-").Done());
    }

    [Fact]
    public void Files_hold_what_the_streams_would()
    {
        var (scores, verdicts) = (fleet.Folder["out.csv"], fleet.Folder["out.jsonl"]);
        var expected = ScoreRun.Of(fleet.Model, fleet.Data).Done();
        Assert.Equal(new ScoreRun(0, "", ""), ScoreRun.Of(fleet.Model, fleet.Data, "--scores", scores, "--verdicts", verdicts));
        Assert.Equal((expected.Output, expected.Error), (File.ReadAllText(scores), File.ReadAllText(verdicts)));
    }

    [Fact]
    public void Verdicts_on_standard_output_leave_the_scores_out()
    {
        var expected = ScoreRun.Of(fleet.Model, fleet.Data).Done();
        Assert.Equal(new ScoreRun(0, expected.Error, ""), ScoreRun.Of(fleet.Model, fleet.Data, "--verdicts", "-"));
    }

    [Fact]
    public void Both_may_be_thrown_away()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "Needs /dev/null.");
        Assert.Equal(new ScoreRun(0, "", ""), ScoreRun.Of(fleet.Model, fleet.Data, "--scores", "/dev/null", "--verdicts", "/dev/null"));
    }

    [Fact]
    public async Task A_row_is_answered_before_the_next_one_comes()
    {
        var token = TestContext.Current.CancellationToken;
        using var toProgram = new AnonymousPipeServerStream(PipeDirection.Out);
        using var input = new AnonymousPipeClientStream(PipeDirection.In, toProgram.ClientSafePipeHandle);
        using var output = new AnonymousPipeServerStream(PipeDirection.Out);
        using var answers = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, output.ClientSafePipeHandle));
        using var error = new StringWriter();
        var run = ScoreRun.Start(input, output, error, token, fleet.Model, "-");
        var lines = File.ReadLines(fleet.Data).Take(40).ToList();
        var expected = File.ReadLines(fleet.Scores).Take(40).ToList();
        toProgram.Write(System.Text.Encoding.UTF8.GetBytes(lines[0] + "\n" + lines[1] + "\n"));
        Assert.Equal(expected[0], await answers.ReadLineAsync(token));
        Assert.Equal(expected[1], await answers.ReadLineAsync(token));
        foreach (var (line, answer) in lines.Zip(expected).Skip(2))
        {
            toProgram.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            Assert.Equal(answer, await answers.ReadLineAsync(token));
        }
        toProgram.Dispose();
        Assert.Equal(0, await run);
    }

    [Fact]
    public void An_interruption_ends_with_its_code_and_leaves_no_file()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = ScoreRun.With(Stream.Null, stop.Token, fleet.Model, fleet.Data, "--scores", fleet.Folder["stopped.csv"]);
        Assert.Equal(130, run.Code);
        Assert.DoesNotContain(fleet.Folder.Files, file => file.Contains("stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_data_gets_the_message_of_the_command_line()
    {
        var broken = fleet.Folder.Write("broken.csv", string.Join('\n', File.ReadLines(fleet.Data).Take(5)) + "\nnode01,what\n");
        var refused = ScoreRun.Of(fleet.Model, broken, "--scores", fleet.Folder["refused.csv"]);
        refused.Refused("broken.csv", "line 6", "expected");
        var told = CommandRun.Of("score", "--model", fleet.Model, "--data", broken, "--out", fleet.Folder["refused.csv"]);
        Assert.Equal(told.Error.Replace("plumbline: ", "plumbline-score: ", StringComparison.Ordinal), refused.Error);
        Assert.False(File.Exists(fleet.Folder["refused.csv"]));
        ScoreRun.Of(fleet.Data, fleet.Data).Refused("fleet.csv");
        ScoreRun.Of(fleet.Folder["model.plum"], fleet.Data).Refused("there is no such file", "did you mean", "model.plumb");
    }

    [Fact]
    public void Data_with_other_signals_is_refused()
    {
        var other = fleet.Folder.Write("other.csv", "timestamp,a,b\n2026-01-01 00:00:00,1,2\n");
        ScoreRun.Of(fleet.Model, other, "--scores", fleet.Folder["other.scores.csv"]).Refused("other.csv", "expected");
    }

    [Fact]
    public void Help_and_version_are_answers_and_not_faults()
    {
        var help = ScoreRun.Of("--help").Done();
        Assert.All(new[] { "MODEL", "DATA", "--scores", "--verdicts", "--label", "--entity", "--batch", "130" }, part => Assert.Contains(part, help.Output, StringComparison.Ordinal));
        Assert.Equal("", help.Error);
        Assert.Equal(help, ScoreRun.Of("model.plumb", "-h"));
        Assert.Matches(@"^\d+\.\d+\.\d+", ScoreRun.Of("--version").Done().Output);
    }

    [Theory]
    [InlineData("MODEL and DATA")]
    [InlineData("MODEL and DATA", "a.plumb")]
    [InlineData("a.plumb b.csv c.csv", "a.plumb", "b.csv", "c.csv")]
    [InlineData("did you mean --scores?", "a.plumb", "b.csv", "--score", "x")]
    [InlineData("--scores needs a value", "a.plumb", "b.csv", "--scores")]
    [InlineData("--label is there twice", "a.plumb", "b.csv", "--label", "x", "--label=y")]
    [InlineData("--batch is '0'", "a.plumb", "b.csv", "--batch", "0")]
    [InlineData("--batch is 'many'", "a.plumb", "b.csv", "--batch=many")]
    [InlineData("both want standard output", "a.plumb", "b.csv", "--scores", "-", "--verdicts", "-")]
    [InlineData("expected two files", "a.plumb", "b.csv", "--scores", "x", "--verdicts", "./x")]
    [InlineData("b.csv is read", "a.plumb", "b.csv", "--scores", "./b.csv")]
    [InlineData("a.plumb is read", "a.plumb", "b.csv", "--verdicts", "a.plumb")]
    [InlineData("standard input is for the data", "-", "b.csv")]
    public void Wrong_usage_is_explained(string message, params string[] args) => ScoreRun.Of(args).Refused(message, "--help");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
