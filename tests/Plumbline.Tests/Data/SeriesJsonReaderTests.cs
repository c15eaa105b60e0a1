using System.IO.Compression;
using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesJsonReaderTests
{
    private const string Csv = "timestamp,entity,fan,temp,label\n2026-01-01 00:00:00,a,1.5,20,0\n2026-01-01 00:00:00,b,2,,0\n2026-01-01 00:01:00,a,-3e2,21.25,1\n2026-01-01 00:02:00,a,,22,0\n";

    [Theory]
    [InlineData("""
        {"timestamp": "2026-01-01T00:00:00Z", "entity": "a", "fan": 1.5, "temp": 20, "label": 0}
        {"timestamp": "2026-01-01T00:00:00Z", "entity": "b", "fan": 2, "label": 0}

        {"label": 1, "timestamp": "2026-01-01T01:01:00+01:00", "entity": "a", "temp": 21.25, "fan": -3e2}
        {"timestamp": "2026-01-01T00:02:00Z", "entity": "a", "fan": null, "temp": "22", "label": false}
        """)]
    [InlineData("""
        {"timestamp": "2026-01-01 00:00:00", "entity": "a", "label": 0, "values": {"fan": 1.5, "temp": 20}}
        {"timestamp": "2026-01-01 00:00:00", "entity": "b", "label": 0, "values": {"fan": 2, "temp": "NaN"}}
        {"timestamp": "2026-01-01 00:01:00", "entity": "\u0061", "label": true, "values": {"f\u0061n": -300, "temp": 21.25}}
        {"timestamp": "2026-01-01 00:02:00", "entity": "a", "label": 0, "values": {"temp": 22}}
        """)]
    public void Rows_are_those_of_the_same_csv(string text)
    {
        var expected = SeriesCsvReader.ReadAll(CsvText.Stream(Csv), "a.csv", cancellation: TestContext.Current.CancellationToken);
        foreach (var stream in new[] { CsvText.Stream(text), CsvText.Stream("\uFEFF\n \r\n" + text + "\n"), Packed(text) })
        {
            using var reader = SeriesReader.Open(stream, "a.jsonl");
            Assert.True(reader is SeriesJsonReader { HasEntities: true, HasLabels: true, TimeKind: TimeKind.Timestamp });
            Assert.Equal(["fan", "temp"], reader.Signals);
            var frames = reader.ReadAll(TestContext.Current.CancellationToken);
            Assert.Equal(expected.SelectMany(Lines), frames.SelectMany(Lines));
            Assert.Equal(4, reader.RowsRead);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Rows_are_the_same_however_the_bytes_come(int size)
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(i => $$"""{"index": {{i}}, "entity": "e{{i % 3}}", "a": {{i * 0.1}}, "b": {{i}}}""" + (i % 5 == 0 ? "\n\n" : "\r\n")));
        var expected = SeriesReader.Open(CsvText.Stream(text), "whole").ReadAll(TestContext.Current.CancellationToken);
        using var pieces = new Pieces([.. text.Chunk(size).Select(piece => new string(piece))]);
        using var reader = SeriesReader.Open(pieces, "pipe", new SeriesCsvOptions { Live = true });
        Assert.Equal(expected.SelectMany(Lines).Order(), reader.ReadBatches(TestContext.Current.CancellationToken).SelectMany(Lines).Order());
    }

    [Fact]
    public void A_live_batch_ends_where_the_next_line_would_have_to_be_waited_for()
    {
        using var pieces = new Pieces("{\"index\":0,\"a\":1}\n\n", "{\"index\":1,\"a\":1}\n{\"index\":", "2,\"a\":1}\nwhat\n", "{\"index\":3,\"a\":1}\n");
        using var reader = SeriesReader.Open(pieces, "pipe", new SeriesCsvOptions { Live = true, Skip = _ => { } });
        Assert.Equal([(1, 1), (1, 2), (1, 3), (1, 4)], reader.ReadBatches(TestContext.Current.CancellationToken).Select(frame => (frame.StepCount, pieces.Taken)));
        Assert.Equal((5, 1), (reader.RowsRead, reader.RowsSkipped));
    }

    [Fact]
    public void Signals_that_were_not_asked_for_are_passed_over_and_named_once()
    {
        var text = """
            {"index": 0, "b": 1, "host": "x", "new": 7, "deep": {"a": [1, 2]}}
            {"index": 1, "b": 2, "a": 3, "new": 7}
            """;
        using var reader = SeriesReader.Open(CsvText.Stream(text), "a.jsonl", new SeriesCsvOptions { Expected = ["a", "b"] });
        var frame = Assert.Single(reader.ReadAll(TestContext.Current.CancellationToken));
        Assert.Equal([double.NaN, 1, 3, 2], frame.Values.ToArray());
        Assert.Equal(["host", "new", "deep"], reader.PassedOver);
        Assert.Equal("line 2", frame.Position(1));
    }

    [Theory]
    [InlineData("{\"index\": 1, \"a\": ", "line 3", "not valid JSON")]
    [InlineData("[1, 2]", "line 3", "'[1, 2]'")]
    [InlineData("{\"index\": 1, \"a\": 1} x", "line 3", "not valid JSON")]
    [InlineData("{\"a\": 1}", "line 3", "no key 'index'")]
    [InlineData("{\"index\": \"soon\", \"a\": 1}", "line 3, key 'index'", "'soon'", "an integer index")]
    [InlineData("{\"index\": 1, \"a\": \"much\"}", "line 3, key 'a'", "'much'", "a finite number")]
    [InlineData("{\"index\": 1, \"a\": 1e999}", "line 3, key 'a'", "1e999")]
    [InlineData("{\"index\": 1, \"a\": [1]}", "line 3, key 'a'", "an array")]
    [InlineData("{\"index\": 1, \"a\": 1, \"entity\": \"x\"}", "line 3, key 'entity'", "an entity")]
    [InlineData("{\"index\": 1, \"a\": 1, \"label\": 1}", "line 3, key 'label'", "a label")]
    public void A_bad_line_is_named_or_skipped(string line, params string[] inMessage)
    {
        var text = "{\"index\": 0, \"a\": 1}\n\n" + line + "\n{\"index\": 2, \"a\": 3}\n";
        var fault = Assert.Throws<DataFormatException>(() => SeriesReader.Open(CsvText.Stream(text), "a.jsonl").ReadAll(TestContext.Current.CancellationToken));
        Assert.All(inMessage.Append("a.jsonl"), part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));

        var skipped = new List<DataFormatException>();
        using var reader = SeriesReader.Open(CsvText.Stream(text), "a.jsonl", new SeriesCsvOptions { Skip = skipped.Add });
        var frame = Assert.Single(reader.ReadAll(TestContext.Current.CancellationToken));
        Assert.Equal([1.0, 3], frame.Values.ToArray());
        Assert.Equal(fault.Message, Assert.Single(skipped).Message);
    }

    [Theory]
    [InlineData("{\"timestamp\": 1700000000, \"a\": 1}", "a time like")]
    [InlineData("{\"timestamp\": \"10:30\", \"a\": 1}", "a time like")]
    [InlineData("{\"index\": 0}", "no signal")]
    [InlineData("{\"entity\": \"x\", \"a\": 1}", "under 'timestamp'")]
    public void The_first_line_must_say_what_the_keys_are(string line, string inMessage) =>
        Assert.Contains(inMessage, Assert.Throws<DataFormatException>(() => SeriesReader.Open(CsvText.Stream(line), "a.jsonl")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_bad_row_of_a_wide_csv_is_skipped_too()
    {
        var skipped = new List<string>();
        using var reader = SeriesReader.Open(CsvText.Stream("index,entity,a,b\n0,x,1,2\n1,x,what,2\n2,y,1\nsoon,x,1,2\n3,x,5,6\n4,z,1,inf\n"), "a.csv", new SeriesCsvOptions { Skip = fault => skipped.Add(fault.Position) });
        var frame = Assert.Single(reader.ReadBatches(TestContext.Current.CancellationToken));
        Assert.Equal([1.0, 2, 5, 6], frame.Values.ToArray());
        Assert.Equal([0L, 4], frame.Rows.ToArray());
        Assert.Equal(["line 3, column 'a'", "line 4", "line 5, column 'index'", "line 7, column 'b'"], skipped);
        Assert.Equal((6, 4), (reader.RowsRead, reader.RowsSkipped));
    }

    private static MemoryStream Packed(string text)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes(text));
        packed.Position = 0;
        return packed;
    }

    private static IEnumerable<string> Lines(SeriesFrame frame) => Enumerable.Range(0, frame.StepCount).Select(step =>
        $"{frame.Rows.Span[step]} {frame.Entity} {frame.Time.Format(step)} {string.Join(' ', frame.Row(step).ToArray())} {(frame.HasLabels ? frame.Labels.Span[step] : 0)}");
}
