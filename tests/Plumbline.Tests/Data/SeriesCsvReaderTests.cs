using System.Globalization;
using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesCsvReaderTests
{
    [Fact]
    public void A_wide_file_becomes_one_frame()
    {
        var frame = Assert.Single(CsvText.Read("timestamp,fan,power,label\n2026-01-01 00:00:00,1.5,-2e3,0\n2026-01-01T00:05:00Z,,NaN,3\n"));
        Assert.Equal(["fan", "power"], frame.Signals);
        Assert.Equal([1.5, -2000, double.NaN, double.NaN], frame.Values.ToArray());
        Assert.Equal([0, 3], frame.Labels.ToArray());
        Assert.Equal(TimeKind.Timestamp, frame.Time.Kind);
        Assert.Equal("2026-01-01 00:05:00", frame.Time.Format(1));
        Assert.Equal([0L, 1L], frame.Rows.ToArray());
        Assert.Equal("", frame.Entity);
        Assert.Equal("a.csv", frame.Source);
    }

    [Fact]
    public void Each_entity_becomes_a_frame_in_order_of_appearance()
    {
        var frames = CsvText.Read("index,entity,a\n0,n2,1\n0,n1,2\n1,n2,3\n1,n1,4\n2,n1,5\n");
        Assert.Equal(["n2", "n1"], frames.Select(frame => frame.Entity));
        Assert.Equal([1, 3], frames[0].Values.ToArray());
        Assert.Equal([2, 4, 5], frames[1].Values.ToArray());
        Assert.Equal([1L, 3L, 4L], frames[1].Rows.ToArray());
        Assert.False(frames[0].HasLabels);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("NULL")]
    [InlineData("na")]
    [InlineData("  ")]
    [InlineData("\"\"")]
    public void A_missing_value_is_NaN(string text) =>
        Assert.Equal([double.NaN, 1], CsvText.Read($"index,a,b\n0,{text},1\n")[0].Values.ToArray());

    [Theory]
    [InlineData("index;a;b\n0;1.5;2\n")]
    [InlineData("index\ta\tb\n0\t1.5\t2\n")]
    [InlineData("index,a,b\r\n0,1.5,2\r\n")]
    [InlineData("index,a,b\r0,1.5,2\r")]
    [InlineData("\n\r\n\"index\";a;b\n0;1.5;2\n")]
    [InlineData("Index, a ,b\n\n 0 , 1.5 ,\"2\"\n\n\n")]
    [InlineData("\uFEFFindex,a,b\n0,1.5,2")]
    public void Delimiters_line_ends_blanks_and_quotes_do_not_matter(string text)
    {
        var frame = CsvText.Read(text)[0];
        Assert.Equal(["a", "b"], frame.Signals);
        Assert.Equal([1.5, 2], frame.Values.ToArray());
    }

    [Fact]
    public void Other_delimiters_in_signal_names_do_not_mislead()
    {
        Assert.Equal(["a;b;c;d"], CsvText.Read("index,\"a;b;c;d\"\n0,1\n")[0].Signals);
        Assert.Equal(["a,b,c", "d"], CsvText.Read("index;a,b,c;d\n0;1;2\n")[0].Signals);
    }

    [Fact]
    public void Gzip_and_utf16_are_read_as_they_are()
    {
        const string Text = "index,a\n0,1\n1,2\n";
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text)).ToArray();
        foreach (var bytes in (byte[][])[CsvText.Gzip(Text), utf16])
            Assert.Equal([1, 2], SeriesCsvReader.ReadAll(new MemoryStream(bytes), "a", null, TestContext.Current.CancellationToken)[0].Values.ToArray());
    }

    [Fact]
    public void Labels_keep_their_modes() =>
        Assert.Equal([0, 1, 2, -1, 12], CsvText.Read("index,a,Label\n0,1,0.0\n1,1,1.0\n2,1,2\n3,1,-1\n4,1,12\n")[0].Labels.ToArray());

    [Fact]
    public void Columns_can_be_named()
    {
        var options = new SeriesCsvOptions { TimeColumn = "when", EntityColumn = "node", LabelColumn = "state", Signals = ["b", "label"] };
        var frame = CsvText.Read("a,b,label,when,node,state\n1,2,3,7,n,1\n", options)[0];
        Assert.Equal(["b", "label"], frame.Signals);
        Assert.Equal([2, 3], frame.Values.ToArray());
        Assert.Equal((TimeKind.Index, 7L, "n", 1), (frame.Time.Kind, frame.Time[0], frame.Entity, frame.Labels.Span[0]));
        Assert.Equal(TimeKind.Timestamp, CsvText.Read("x,when\n1,2026-01-01\n", new SeriesCsvOptions { TimeColumn = "when" })[0].Time.Kind);
        Assert.Equal(["a", "label"], CsvText.Read("index,a,label\n0,1,2.5\n", new SeriesCsvOptions { LabelColumn = null })[0].Signals);
    }

    [Fact]
    public void Defaults_are_pinned()
    {
        var options = new SeriesCsvOptions();
        Assert.Equal(new SeriesCsvOptions
        {
            Form = SeriesForm.Auto,
            TimeColumn = null,
            EntityColumn = "entity",
            LabelColumn = "label",
            Signals = null,
            Delimiter = null,
            BatchRows = 8192,
        }, options);
    }

    [Fact]
    public void All_problems_of_the_options_are_told_together()
    {
        var options = new SeriesCsvOptions { BatchRows = 0, Delimiter = 'x', Signals = ["a", "a"] };
        var fault = Assert.Throws<ArgumentException>(() => CsvText.Read("index,a\n0,1\n", options));
        Assert.Contains("BatchRows", fault.Message);
        Assert.Contains("Delimiter", fault.Message);
        Assert.Contains("Signals", fault.Message);
    }

    [Fact]
    public void Duplicate_and_decreasing_times_are_left_to_the_time_grid() =>
        Assert.Equal([5L, 5L, 3L], CsvText.Read("index,a\n5,1\n5,2\n3,3\n")[0].Time.Values.ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Batches_hold_the_same_rows_as_all_at_once(int batchRows)
    {
        var text = new StringBuilder("index,entity,a,b,label\n");
        for (var row = 0; row < 50; row++) text.Append(CultureInfo.InvariantCulture, $"{row},n{row * row % 3},{row * 0.5},{-row},{row % 2}\n");
        var all = CsvText.Read(text.ToString()).ToDictionary(frame => frame.Entity);
        var batches = CsvText.ReadBatches(text.ToString(), new SeriesCsvOptions { BatchRows = batchRows });
        Assert.All(batches, frame => Assert.InRange(frame.StepCount, 1, batchRows));
        foreach (var entity in batches.GroupBy(frame => frame.Entity))
        {
            Assert.Equal(all[entity.Key].Values.ToArray(), entity.SelectMany(frame => frame.Values.ToArray()));
            Assert.Equal(all[entity.Key].Labels.ToArray(), entity.SelectMany(frame => frame.Labels.ToArray()));
            Assert.Equal(all[entity.Key].Rows.ToArray(), entity.SelectMany(frame => frame.Rows.ToArray()));
        }
        Assert.Equal(50, batches.Sum(frame => frame.StepCount));
    }

    [Fact]
    public void The_head_is_known_before_the_data_is_read_and_the_data_is_read_once()
    {
        using var reader = new SeriesCsvReader(CsvText.Stream("index,entity,a,label\n0,n,1,0\n"), "a.csv");
        Assert.Equal(["a"], reader.Signals);
        Assert.True(reader.HasLabels && reader.HasEntities && reader.TimeKind == TimeKind.Index);
        Assert.Single(reader.ReadAll(TestContext.Current.CancellationToken));
        Assert.Equal(reader.TotalBytes, reader.BytesRead);
        Assert.Throws<InvalidOperationException>(() => reader.ReadBatches(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Reading_stops_when_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => SeriesCsvReader.ReadAll(CsvText.Stream("index,a\n0,1\n"), "a", null, new CancellationToken(true)));

    [Fact]
    public void Real_telemetry_is_read_as_the_framework_reads_it()
    {
        var path = SharedData.Path("series/hpc_davide/hpc.csv");
        using var file = File.OpenRead(path);
        var frame = Assert.Single(SeriesCsvReader.ReadAll(file, "hpc.csv", null, TestContext.Current.CancellationToken));
        Assert.Equal((6667, 159, TimeKind.Timestamp), (frame.StepCount, frame.SignalCount, frame.Time.Kind));
        Assert.Equal([0, 1, 2], frame.Labels.ToArray().Distinct().Order());
        var step = 0;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split(',');
            for (var signal = 0; signal < frame.SignalCount; signal++)
                if (frame.Row(step)[signal] != double.Parse(cells[signal + 1], CultureInfo.InvariantCulture)) Assert.Fail($"step {step}, signal {signal}");
            step++;
        }
        Assert.Equal(frame.StepCount, step);
    }
}
