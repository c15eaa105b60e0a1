using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesFrameTests
{
    private static readonly SeriesFrame Frame = new("node", ["a", "b"], TimeAxis.Counting(3), new double[] { 1, 2, 3, 4, 5, 6 }, new[] { 0, 0, 1 });

    [Fact]
    public void A_slice_shares_the_rows_of_its_frame()
    {
        var slice = Frame.Slice(1, 2);
        Assert.Equal([3, 4], slice.Row(0).ToArray());
        Assert.Equal([0, 1], slice.Labels.ToArray());
        Assert.Equal([1, 2], slice.Rows.ToArray());
        Assert.Equal("line 3", slice.Position(0));
    }

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SeriesFrame("n", ["a"], TimeAxis.Counting(2), new double[3]));
        Assert.Throws<ArgumentException>(() => new SeriesFrame("n", ["a"], TimeAxis.Counting(2), new double[2], new int[1]));
        Assert.Throws<ArgumentException>(() => new SeriesFrame("n", [], TimeAxis.Counting(2), Array.Empty<double>()));
    }

    [Fact]
    public void Times_are_written_without_a_needless_fraction()
    {
        var noon = new DateTime(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc).Ticks;
        Assert.Equal("2026-01-02 12:00:00", TimeAxis.Format(TimeKind.Timestamp, noon));
        Assert.Equal("2026-01-02 12:00:00.5", TimeAxis.Format(TimeKind.Timestamp, noon + (TimeSpan.TicksPerSecond / 2)));
        Assert.Equal("42", TimeAxis.Format(TimeKind.Index, 42));
    }
}
