using System.Text;
using CsCheck;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class ScoresCsvTests
{
    private static readonly Gen<double> Score = Gen.Frequency((9, Gen.Double.Where(value => !double.IsNaN(value))), (1, Gen.Const(double.NaN)));
    private static readonly Gen<string> Name = Gen.OneOf(Gen.Const(""), Gen.Const("fan_1"), Gen.Const("a,\"b\""), Gen.Const("Lüfter"), Gen.Const("x;y"));

    private static readonly Gen<ScoreRow> Row = Gen.Select(Gen.Long[0, DateTime.MaxValue.Ticks], Name, Score, Score, Gen.Double[0, 100], Gen.Int[0, 2], Name)
        .Select((time, entity, score, threshold, severity, status, signal) =>
            new ScoreRow(time, entity, score / threshold, score, threshold, severity, (VerdictStatus)status, signal, severity / 100));

    [Theory]
    [InlineData(TimeKind.Index)]
    [InlineData(TimeKind.Timestamp)]
    public void Rows_come_back_exactly(TimeKind kind) =>
        Row.Array[0, 20].Sample(rows => Assert.Equal(rows, Read(Write(kind, true, rows))), iter: 300, threads: 1, seed: "0000000000006");

    [Fact]
    public void The_text_is_the_one_of_the_contract()
    {
        ScoreRow[] rows =
        [
            new(0, "", 0.5, 1.25, 2.5, 12, VerdictStatus.Normal, "fan", 0.75),
            new(1, "", double.NaN, double.NaN, 2.5, double.NaN, VerdictStatus.NotEnoughData, "", double.NaN),
            new(2, "", 2, 5, 2.5, 100, VerdictStatus.Anomalous, "a,b", 1),
        ];
        Assert.Equal("""
            index,score,raw_score,threshold,severity,status,top_signal,top_share
            0,0.5,1.25,2.5,12,normal,fan,0.75
            1,,,2.5,,not_enough_data,,
            2,2,5,2.5,100,anomalous,"a,b",1

            """, Encoding.UTF8.GetString(Write(TimeKind.Index, false, rows)));
        Assert.StartsWith("timestamp,entity,score,", Encoding.UTF8.GetString(Write(TimeKind.Timestamp, true, [])));
    }

    [Fact]
    public void Long_names_and_many_rows_pass_the_buffer_whole()
    {
        var name = string.Concat(Enumerable.Repeat("𝛼β\"c", 30_000));
        var rows = Enumerable.Range(0, 5).Select(index => new ScoreRow(index, name, 1, 1, 1, 1, VerdictStatus.Normal, name, 1)).ToArray();
        Assert.Equal(rows, Read(Write(TimeKind.Index, true, rows)));
    }

    [Theory]
    [InlineData("", "a.csv: found no text; expected a scores file with its header.")]
    [InlineData("time,score\n", "a.csv, line 1: found 'time' as the first column; expected 'timestamp' or 'index'.")]
    [InlineData("index,score\n", "a.csv, line 1: found 2 fields; expected the columns score,raw_score,threshold,severity,status,top_signal,top_share after the time and the optional entity.")]
    [InlineData("index,score,raw,threshold,severity,status,top_signal,top_share\n", "a.csv, line 1, column '3': found 'raw'; expected the columns score,raw_score,threshold,severity,status,top_signal,top_share after the time and the optional entity.")]
    public void A_wrong_header_is_told(string text, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Read(Encoding.UTF8.GetBytes(text))).Message);

    [Theory]
    [InlineData("x,1,1,1,1,normal,a,1", "a.csv, line 3, column 'index': found 'x'; expected an integer index.")]
    [InlineData("1,1,1,1,1,normal,a", "a.csv, line 3: found 7 fields; expected 8 fields as in the first line.")]
    [InlineData("1,high,1,1,1,normal,a,1", "a.csv, line 3, column 'score': found 'high'; expected a number, or an empty cell when there is none.")]
    [InlineData("1,1,1,1,101,normal,a,1", "a.csv, line 3, column 'severity': found '101'; expected a number from 0 to 100.")]
    [InlineData("1,1,1,1,1,fine,a,1", "a.csv, line 3, column 'status': found 'fine'; expected normal, anomalous, not_enough_data.")]
    public void A_wrong_row_is_told(string row, string message)
    {
        var text = "index,score,raw_score,threshold,severity,status,top_signal,top_share\n0,1,1,1,1,normal,a,1\n" + row + "\n";
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Read(Encoding.UTF8.GetBytes(text))).Message);
    }

    private static byte[] Write(TimeKind kind, bool entities, ReadOnlySpan<ScoreRow> rows)
    {
        var stream = new MemoryStream();
        using (var writer = new ScoresCsvWriter(stream, kind, entities)) writer.Write(rows);
        return stream.ToArray();
    }

    private static List<ScoreRow> Read(byte[] bytes)
    {
        using var reader = new ScoresCsvReader(new MemoryStream(bytes), "a.csv");
        return reader.ReadRows().ToList();
    }
}
