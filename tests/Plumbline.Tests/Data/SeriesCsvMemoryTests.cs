using Plumbline.Data;

namespace Plumbline.Tests.Data;

/// <summary>Runs alone: it watches the heap of the whole process.</summary>
[CollectionDefinition(nameof(SeriesCsvMemoryTests), DisableParallelization = true)]
[Collection(nameof(SeriesCsvMemoryTests))]
public sealed class SeriesCsvMemoryTests
{
    private const int SignalCount = 100;
    private static readonly string Header = "index," + string.Join(',', Enumerable.Range(0, SignalCount).Select(signal => $"s{signal}")) + "\n";
    private static readonly string Line = "17," + string.Join(',', Enumerable.Repeat("0.16563944529836316", SignalCount)) + "\n";

    [Fact]
    public void A_pipe_of_any_length_is_read_in_batches_in_bounded_memory()
    {
        const long Length = 60_000_000;
        using var reader = new SeriesCsvReader(new EndlessText(Header, Line, Length), "pipe", new SeriesCsvOptions { BatchRows = 1024 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (rows, batches, most) = (0L, 0, 0L);
        foreach (var frame in reader.ReadBatches(TestContext.Current.CancellationToken))
        {
            Assert.Equal(rows, frame.Rows.Span[0]);
            rows += frame.StepCount;
            if (batches++ % 8 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.InRange(reader.BytesRead, Length, Length + Line.Length);
        Assert.Equal((reader.BytesRead - Header.Length) / Line.Length, rows);
        Assert.InRange(most, 0, 4_000_000); // a batch is 0.8 MB, all of it would be 24 MB
    }

    [Fact]
    public void Reading_a_file_whole_allocates_little_more_than_its_frame()
    {
        var text = CsvText.Stream(Header + string.Concat(Enumerable.Repeat(Line, 12_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var frame = Assert.Single(SeriesCsvReader.ReadAll(text, "file", null, TestContext.Current.CancellationToken));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(12_000, frame.StepCount);
        Assert.InRange(allocated, 0, 9_600_000L * 3 / 2); // the values are 9.6 MB
    }
}
