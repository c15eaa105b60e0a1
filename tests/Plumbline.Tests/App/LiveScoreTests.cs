using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Plumbline.App;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Tests.App;

/// <summary><c>score --data -</c>: a pipe is fed line by line, and each answer must come before the next line is written.</summary>
public sealed class LiveScoreTests : IDisposable
{
    private readonly WorkFolder folder = new();

    private string Model { get; }

    // A sine and a cosine that are wrong for ten steps.
    private static string[] Rows { get; } = [.. Enumerable.Range(0, 120).Select(i => FormattableString.Invariant(
        $$"""{"index": {{i}}, "entity": "n1", "a": {{(i is >= 60 and < 70 ? 9 : Math.Sin(i * 0.3))}}, "b": {{Math.Cos(i * 0.3)}}}"""))];

    public LiveScoreTests()
    {
        var values = Enumerable.Range(0, 400).SelectMany(i => new[] { Math.Sin(i * 0.3), Math.Cos(i * 0.3) }).ToArray();
        var detector = DetectorFit.Run([new SeriesFrame("n", ["a", "b"], TimeAxis.Counting(400), values)], Presets.Named("zscore").Options with { Train = new FitOptions { Rows = 400 }, Alert = new AlertPolicy() });
        Model = folder["live.plumb"];
        using var file = File.Create(Model);
        DetectorBundle.Write(detector, file);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_verdict_comes_at_the_first_step_of_an_anomaly_and_again_when_it_grows_and_ends()
    {
        await using var live = new LiveRun("score", "--model", Model, "--data", "-", "--verdicts", "-");
        foreach (var row in Rows[..61]) live.Write(row);
        var began = await live.Read(); // before line 61 is written
        Assert.Equal((true, "60", "60", "n1"), (began.Ongoing, began.From, began.To, began.Entity));
        Assert.Equal("a", began.Signals[0].Name);
        foreach (var row in Rows[61..64]) live.Write(row);
        var grew = await live.Read();
        Assert.Equal((true, "60", "63", began.Id), (grew.Ongoing, grew.From, grew.To, grew.Id));
        foreach (var row in Rows[64..71]) live.Write(row);
        var ended = await live.Read();
        Assert.Equal((false, "60", "69", began.Id), (ended.Ongoing, ended.From, ended.To, ended.Id));
        Assert.Equal(0, await live.End());
        Assert.Contains("1 anomaly", live.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_scores_comes_before_the_next_line_is_written()
    {
        var whole = CommandRun.Of("score", "--model", Model, "--data", folder.Write("rows.jsonl", string.Join('\n', Rows)), "--out", "-").Done().Output.TrimEnd().Split('\n');
        await using var live = new LiveRun("score", "--model", Model, "--data", "-", "--out", "-");
        live.Write(Rows[0]);
        Assert.Equal(whole[0], await live.ReadLine());
        Assert.Equal(whole[1], await live.ReadLine());
        for (var row = 1; row < 30; row++)
        {
            live.Write(Rows[row]);
            Assert.Equal(whole[row + 1], await live.ReadLine());
        }
        Assert.Equal(0, await live.End());
    }

    [Fact]
    public async Task The_end_of_the_input_ends_an_anomaly()
    {
        await using var live = new LiveRun("score", "--model", Model, "--data", "-", "--verdicts", "-");
        foreach (var row in Rows[..61]) live.Write(row);
        Assert.True((await live.Read()).Ongoing);
        Assert.Equal(0, await live.End());
        Assert.False((await live.Read()).Ongoing);
    }

    [Fact]
    public async Task Bad_lines_and_times_that_go_back_do_not_end_a_watch()
    {
        await using var live = new LiveRun("score", "--model", Model, "--data", "-", "--out", "-");
        live.Write(Rows[0]);
        await live.ReadLine();
        var first = await live.ReadLine();
        foreach (var bad in new[] { "{\"index\": 1, ", "no JSON", Rows[0], "{\"index\": 1, \"entity\": \"n1\", \"a\": \"much\", \"b\": 0}" }) live.Write(bad);
        live.Write(Rows[1]);
        Assert.StartsWith("1,n1,", await live.ReadLine(), StringComparison.Ordinal);
        Assert.Equal(0, await live.End());
        Assert.Contains("4 rows skipped", live.Error, StringComparison.Ordinal);
        Assert.Contains("line 2", live.Error, StringComparison.Ordinal);
        Assert.StartsWith("0,n1,", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_line_stops_when_it_is_to_and_always_in_a_file()
    {
        await using var live = new LiveRun("score", "--model", Model, "--data", "-", "--out", "-", "--on-bad-line", "stop");
        live.Write(Rows[0]);
        live.Write("no JSON");
        Assert.Equal(2, await live.End());
        var file = folder.Write("bad.jsonl", Rows[0] + "\nno JSON\n" + Rows[1] + "\n");
        CommandRun.Of("score", "--model", Model, "--data", file, "--out", folder["bad.csv"]).Refused("bad.jsonl", "line 2", "not valid JSON");
        var run = CommandRun.Of("score", "--model", Model, "--data", file, "--out", folder["bad.csv"], "--on-bad-line", "skip").Done();
        Assert.Contains("1 rows skipped", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(folder["bad.csv"]).Length);
    }

    [Fact]
    public async Task An_interruption_leaves_whole_lines()
    {
        using var stop = new CancellationTokenSource();
        var verdicts = folder["verdicts.jsonl"];
        await using var live = new LiveRun(stop.Token, "score", "--model", Model, "--data", "-", "--out", "-", "--verdicts", verdicts);
        foreach (var row in Rows[..61]) live.Write(row);
        for (var row = 0; row <= 61; row++) await live.ReadLine();
        await stop.CancelAsync();
        Assert.Equal(130, await live.Ended); // with its input still open
        Assert.True(JsonSerializer.Deserialize(Assert.Single(File.ReadAllLines(verdicts)), DetectionJson.Default.Verdict)!.Ongoing);
    }

    [Fact]
    public void Many_entities_in_one_stream_get_the_verdicts_each_gets_alone()
    {
        string[] Of(string entity, int shift) => [.. Enumerable.Range(0, 120).Select(i => FormattableString.Invariant(
            $$"""{"index": {{i}}, "entity": "{{entity}}", "a": {{(i >= 40 + shift && i < 45 + shift ? 9 : Math.Sin(i * 0.3))}}, "b": {{Math.Cos(i * 0.3)}}}"""))];
        var entities = Enumerable.Range(0, 20).Select(i => Of($"e{i:00}", i)).ToList();
        var mixed = Enumerable.Range(0, 120).SelectMany(i => entities.Select(rows => rows[i]));
        var together = Verdicts(string.Join('\n', mixed));
        Assert.Equal(entities.SelectMany(rows => Verdicts(string.Join('\n', rows))).Order(), together.Order());
        Assert.Equal(20, together.Count(line => line.Contains("\"ongoing\": false", StringComparison.Ordinal)));

        string[] Verdicts(string text)
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var lines = CommandRun.With(input, CancellationToken.None, "score", "--model", Model, "--data", "-", "--verdicts", "-").Done().Output.TrimEnd().Split('\n');
            return [.. lines.Select(line => JsonSerializer.Deserialize(line, DetectionJson.Default.Verdict)!)
                .Select(verdict => JsonSerializer.Serialize(verdict with { FromRow = 0, ToRow = 0, Like = null }, DetectionJson.Default.Verdict))];
        }
    }

    [Fact]
    public void Json_lines_fit_and_evaluate_as_the_same_csv_does()
    {
        var csv = new StringBuilder("index,a,b\n");
        var json = new StringBuilder();
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = (Math.Sin(i * 0.3).ToString("R", CultureInfo.InvariantCulture), Math.Cos(i * 0.3).ToString("R", CultureInfo.InvariantCulture));
            csv.Append(CultureInfo.InvariantCulture, $"{i},{a},{b}\n");
            json.Append(CultureInfo.InvariantCulture, $"{{\"index\": {i}, \"a\": {a}, \"b\": {b}}}\n");
        }
        var scores = new[] { folder.Write("s.csv", csv.ToString()), folder.Write("s.jsonl", json.ToString()) }.Select(data =>
        {
            CommandRun.Of("fit", "--preset", "zscore", "--data", data, "--train-rows", "200", "--out", folder["f.plumb"]).Done();
            return CommandRun.Of("score", "--model", folder["f.plumb"], "--data", data, "--out", "-").Done().Output;
        }).ToList();
        Assert.Equal(scores[0], scores[1]);
    }

    [Theory]
    [InlineData("nothing is to be written")]
    [InlineData("both want standard output", "--verdicts", "-", "--out", "-")]
    [InlineData("both want standard output", "--verdicts", "-", "--json")]
    [InlineData("expected two files", "--verdicts", "x", "--out", "./x")]
    public void Wrong_usage_is_explained(string message, params string[] options) => CommandRun.Of(["score", "--model", Model, "--data", "-", .. options]).Refused(message);

    /// <summary>A run of the command line between two pipes.</summary>
    private sealed class LiveRun : IAsyncDisposable
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60); // for an answer that does not come

        private readonly AnonymousPipeServerStream toRun = new(PipeDirection.Out);
        private readonly AnonymousPipeServerStream fromRun = new(PipeDirection.Out);
        private readonly StringWriter error = new();
        private readonly StreamReader answers;
        private readonly Task<int> run;

        public LiveRun(params string[] args) : this(CancellationToken.None, args)
        {
        }

        public LiveRun(CancellationToken cancellation, params string[] args)
        {
            var input = new InterruptibleInput(new AnonymousPipeClientStream(PipeDirection.In, toRun.ClientSafePipeHandle), cancellation);
            answers = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, fromRun.ClientSafePipeHandle));
            run = Task.Factory.StartNew(() => CommandLine.Run(args, new Shell(input, fromRun, error, TimeProvider.System, cancellation)),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public string Error => error.ToString();

        public void Write(string line) => toRun.Write(Encoding.UTF8.GetBytes(line + "\n"));

        public async Task<string> ReadLine() => await answers.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Longest) ?? "the end";

        public async Task<Verdict> Read() => JsonSerializer.Deserialize(await ReadLine(), DetectionJson.Default.Verdict)!;

        public async Task<int> End()
        {
            toRun.Dispose();
            return await run;
        }

        public Task<int> Ended => run;

        public async ValueTask DisposeAsync()
        {
            await End();
            answers.Dispose();
            fromRun.Dispose();
            error.Dispose();
        }
    }
}
