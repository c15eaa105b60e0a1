using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesCsvFaultTests
{
    private const string Number = "expected a finite number with a decimal point, or an empty cell, NaN, null or NA for a missing value.";
    private const string LongForm = "expected the columns timestamp or index, entity (optional), signal and value of the long form";

    [Theory]
    [InlineData("", "a.csv: found no text; expected a header and data rows.")]
    [InlineData("\n \r\n\n", "a.csv: found no text; expected a header and data rows.")]
    [InlineData("index,a\n", "a.csv: found a header without data rows; expected at least one data row.")]
    [InlineData("index,a\n\n\n", "a.csv: found a header without data rows; expected at least one data row.")]
    [InlineData("0,1.5\n1,2.5\n", "a.csv, line 1: found '0' as the first column; expected 'timestamp' or 'index', or the name of the time column to be given.")]
    [InlineData("time,a\n0,1\n", "a.csv, line 1: found 'time' as the first column; expected 'timestamp' or 'index', or the name of the time column to be given.")]
    [InlineData("index,a,b,a\n0,1,2,3\n", "a.csv, line 1, column 'a': found the signal name a second time (columns 2 and 4); expected distinct signal names.")]
    [InlineData("index,a,\n0,1,2\n", "a.csv, line 1, column '3': found an empty signal name; expected a name for every signal.")]
    [InlineData("index,label\n0,1\n", "a.csv, line 1: found no signal among 'index', 'label'; expected at least one signal beside the time, entity and label.")]
    [InlineData("index,a,b\n0,1,2\n1,2\n", "a.csv, line 3: found 2 fields; expected 3 fields as in the first line.")]
    [InlineData("index,a\n0,1\n1,2,3,4\n", "a.csv, line 3: found 4 fields; expected 2 fields as in the first line.")]
    [InlineData("index,a\n0,1\n1,2\n7", "a.csv, line 4: found 1 field; expected 2 fields as in the first line.")]
    [InlineData("index,a,b\n0,1,2\n1,on,2\n", "a.csv, line 3, column 'a': found 'on'; " + Number)]
    [InlineData("index;a\n0;1,5\n", "a.csv, line 2, column 'a': found '1,5'; " + Number)]
    [InlineData("index,a\n0,inf\n", "a.csv, line 2, column 'a': found 'inf'; " + Number)]
    [InlineData("index,a\n0,-Infinity\n", "a.csv, line 2, column 'a': found '-Infinity', which is infinite; " + Number)]
    [InlineData("index,a\n0,1e999\n", "a.csv, line 2, column 'a': found '1e999', which is infinite; " + Number)]
    [InlineData("index,a\n0,1\n2026-01-01,2\n", "a.csv, line 3, column 'index': found '2026-01-01'; expected an integer index, as in the whole column.")]
    [InlineData("index,a\n,1\n", "a.csv, line 2, column 'index': found an empty cell; expected an integer index, as in the whole column.")]
    [InlineData("timestamp,a\n2026-01-01,1\n17,2\n", "a.csv, line 3, column 'timestamp': found '17'; expected a time like 2026-01-31 23:59:00 or 2026-01-31T23:59:00Z, as in the whole column.")]
    [InlineData("timestamp,a\n31.12.2025 10:00,1\n", "a.csv, line 2, column 'timestamp': found '31.12.2025 10:00'; expected a time like 2026-01-31 23:59:00 or 2026-01-31T23:59:00Z, as in the whole column.")]
    [InlineData("index,a,label\n0,1,0.5\n", "a.csv, line 2, column 'label': found '0.5'; expected an integer label, 0 for normal.")]
    [InlineData("index,a,label\n0,1,\n", "a.csv, line 2, column 'label': found an empty cell; expected an integer label, 0 for normal.")]
    [InlineData("index,a,label\n0,1,normal\n", "a.csv, line 2, column 'label': found 'normal'; expected an integer label, 0 for normal.")]
    [InlineData("index,a\n0,1\n1,\"2\n2,3\n", "a.csv, line 3: found a quote that is not closed, or text after a closing quote; expected quotes around whole fields, doubled inside.")]
    [InlineData("index,a\n0,\"1\"x\n", "a.csv, line 2: found a quote that is not closed, or text after a closing quote; expected quotes around whole fields, doubled inside.")]
    [InlineData("index,signal,value,host\n0,a,1,n\n", "a.csv, line 1, column 'host': found a column the long form does not have; " + LongForm + " (or the form 'wide' to be given).")]
    [InlineData("index,entity,signal,value\n0,n,a,1\n0,m,a,1\n0,n,a,2\n", "a.csv, line 4, column 'signal': found 'a' a second time at 0 of entity 'n'; expected one value for each entity, time and signal.")]
    [InlineData("index,signal,value\n0,a,1\n1,a,1\n0,a,NaN\n", "a.csv, line 4, column 'signal': found 'a' a second time at 0; expected one value for each entity, time and signal.")]
    [InlineData("index,signal,value\n0,a,NaN\n0,a,1\n", "a.csv, line 3, column 'signal': found 'a' a second time at 0; expected one value for each entity, time and signal.")]
    [InlineData("index,signal,value\n0,,1\n", "a.csv, line 2, column 'signal': found an empty signal name; expected the name of the signal the value belongs to.")]
    [InlineData("index,signal,value\n0,a,x\n", "a.csv, line 2, column 'value': found 'x'; " + Number)]
    public void A_fault_says_where_it_is_what_was_found_and_what_was_expected(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => CsvText.Read(text)).Message);
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => CsvText.ReadBatches(text, new SeriesCsvOptions())).Message);
    }

    [Theory]
    [InlineData("index,entity,a\r\n0,n,1\r\n1,n,x\r\n", 3)]
    [InlineData("index,entity,a\n\n0,n,1\n\n\n1,n,x\n", 6)]
    [InlineData("\r\n\r\nindex,entity,a\r\n0,n,1\r\n  \r\n1,n,x", 6)]
    [InlineData("index,entity,\"a\"\n0,\"n \"\"1\"\"\",1\n1,\"n,2\",x\n", 3)]
    [InlineData("index,entity,a,\"b\nc\"\n0,n,1,2\n", 1)]
    [InlineData("index,entity,a\n0,n,\"1\n\"\n1,n,x\n", 4)]
    [InlineData("index,entity,a\n0,n,\"1\r\n\r\n\"\r\n1,n,x\r\n", 5)]
    [InlineData("index,entity,a\r0,n,1\r1,n,x\r", 3)]
    [InlineData("index,entity,a\n#0,n,1\n", 2)]
    public void Lines_are_counted_as_an_editor_shows_them(string text, int line)
    {
        var fault = Assert.Throws<DataFormatException>(() => CsvText.Read(text));
        Assert.StartsWith($"line {line}", fault.Position);
    }

    [Fact]
    public void A_far_line_is_counted_rightly_too()
    {
        var text = "index,a\r\n" + string.Concat(Enumerable.Range(0, 50_000).Select(row => $"{row},1.25\r\n")) + "50000,1.2.5\r\n";
        Assert.Equal("line 50002, column 'a'", Assert.Throws<DataFormatException>(() => CsvText.Read(text)).Position);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_found_at_their_line_and_column()
    {
        byte[] latin = [.. "index,a\n0,1\n1,2"u8, 0xE9, .. "\n"u8];
        Assert.Equal("line 3, column 'a'", Assert.Throws<DataFormatException>(() => Read(latin)).Position);
        byte[] name = [.. "index,caf"u8, 0xE9, .. "\n0,1\n"u8];
        Assert.Equal("a.csv, line 1, column '2': found 'caf\uFFFD', which is binary data or not UTF-8; expected UTF-8 text.",
            Assert.Throws<DataFormatException>(() => Read(name)).Message);
    }

    [Fact]
    public void Binary_data_is_refused()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        Assert.Throws<DataFormatException>(() => Read(bytes));
        Assert.Contains("not UTF-8", Assert.Throws<DataFormatException>(() => Read([.. "\0PNG\0\0\r\n"u8, .. bytes])).Message);
        Assert.Contains("binary data", Assert.Throws<DataFormatException>(() => Read(new byte[100])).Message);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_in_bounded_memory()
    {
        var fault = Assert.Throws<DataFormatException>(() => SeriesCsvReader.ReadAll(new EndlessText("index,a\n", "1234567890", 1L << 40), "pipe", null, TestContext.Current.CancellationToken));
        Assert.Equal("pipe, line 2: found a line of more than 16777216 characters; expected text with line ends, and every quote closed.", fault.Message);
    }

    [Fact]
    public void Damaged_gzip_is_refused()
    {
        var packed = CsvText.Gzip("index,a\n" + string.Concat(Enumerable.Range(0, 40_000).Select(row => $"{row},{row * row}\n")));
        foreach (var kept in (int[])[packed.Length - 1000, packed.Length - 9, packed.Length - 8, packed.Length - 1, 100, 11, 3])
            Assert.Contains("gzip", Assert.Throws<DataFormatException>(() => Read(packed[..kept])).Message);
        Assert.Contains("gzip", Assert.Throws<DataFormatException>(() => Read([.. packed[..30], 0, 0, 0, .. packed[33..]])).Message);
    }

    [Fact]
    public void Columns_that_were_asked_for_must_be_there()
    {
        const string Text = "index,a,b\n0,1,2\n";
        Assert.Equal("a.csv, line 1: found no column 'node' among 'index', 'a', 'b'; expected the entity column 'node'.", Message(new() { EntityColumn = "node" }));
        Assert.Equal("a.csv, line 1: found no column 'state' among 'index', 'a', 'b'; expected the label column 'state'.", Message(new() { LabelColumn = "state" }));
        Assert.Equal("a.csv, line 1: found no column 't' among 'index', 'a', 'b'; expected the time column 't'.", Message(new() { TimeColumn = "t" }));
        Assert.Equal("a.csv, line 1: found no column for 'c'; expected every signal that was asked for.", Message(new() { Signals = ["b", "c"] }));
        Assert.Equal("a.csv, line 1: found no column 'signal'; " + LongForm + ".", Message(new() { Form = SeriesForm.Long }));

        static string Message(SeriesCsvOptions options) => Assert.Throws<DataFormatException>(() => CsvText.Read(Text, options)).Message;
    }

    private static IReadOnlyList<SeriesFrame> Read(byte[] bytes) =>
        SeriesCsvReader.ReadAll(new MemoryStream(bytes), "a.csv", null, TestContext.Current.CancellationToken);
}
