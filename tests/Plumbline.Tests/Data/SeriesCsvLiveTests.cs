using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesCsvLiveTests
{
    private static readonly SeriesCsvOptions Live = new() { Live = true };

    [Fact]
    public void A_batch_ends_where_the_source_has_no_whole_row_ready()
    {
        using var pieces = new Pieces("index,a,b\n0,1,2\n1,", "3,4\n2,5,6\n3,7,8\n", "4,9", ",10\n", "5,11,12");
        using var reader = new SeriesCsvReader(pieces, "pipe", Live);
        var batches = reader.ReadBatches(TestContext.Current.CancellationToken).Select(frame => (frame.StepCount, Taken: pieces.Taken, reader.RowsRead)).ToList();
        Assert.Equal([(1, 1, 1), (3, 2, 4), (1, 4, 5), (1, 5, 6)], batches);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void Rows_are_the_same_however_the_bytes_come(int size)
    {
        var text = "timestamp;entity;a;\"b;c\"\r\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"2026-01-01 00:00:{i:00};\"e{i % 3}\";{i};{i * 0.5}\r\n"));
        var whole = SeriesCsvReader.ReadAll(CsvText.Stream(text), "whole", cancellation: TestContext.Current.CancellationToken);
        using var pieces = new Pieces([.. text.Chunk(size).Select(piece => new string(piece))]);
        using var reader = new SeriesCsvReader(pieces, "pipe", Live);
        var frames = reader.ReadBatches(TestContext.Current.CancellationToken).ToList();
        Assert.Equal(whole.SelectMany(Rows).Order(), frames.SelectMany(Rows).Order());
        Assert.Equal(50, reader.RowsRead);

        static IEnumerable<string> Rows(SeriesFrame frame) =>
            Enumerable.Range(0, frame.StepCount).Select(step => $"{frame.Rows.Span[step]} {frame.Entity} {frame.Time.Format(step)} {string.Join(' ', frame.Row(step).ToArray())}");
    }

    [Fact]
    public void Reading_everything_reads_everything_of_a_live_source_too()
    {
        using var pieces = new Pieces("index,a\n0,1\n", "1,2\n", "2,3\n");
        using var reader = new SeriesCsvReader(pieces, "pipe", Live);
        Assert.Equal(3, Assert.Single(reader.ReadAll(TestContext.Current.CancellationToken)).StepCount);
    }
}
