using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class SilentRowsTests
{
    private const int Rows = 100;

    [Fact]
    public void What_is_missing_longer_than_is_filled_is_left_out()
    {
        var (keeps, dropped) = SilentRows.Find([Frame("a", (row, signal) => signal == 1 && row is >= 40 and < 50)], longest: 3, share: 0.2);
        Assert.Equal(Enumerable.Range(43, 7), Enumerable.Range(0, Rows).Where(row => !keeps[0][row]));
        var stretch = Assert.Single(dropped);
        Assert.Equal(("a", "43", "49", 7), (stretch.Entity, stretch.From, stretch.To, stretch.Rows));
        Assert.Equal(["second"], stretch.Signals);
        Assert.Equal("a 43 to 49: no values of second", stretch.ToString());
    }

    [Fact]
    public void Short_gaps_stay() =>
        Assert.Empty(SilentRows.Find([Frame("a", (row, _) => row % 10 < 3)], longest: 3, share: 0.2).Dropped);

    [Fact]
    public void A_signal_that_seldom_reports_is_not_silent() =>
        Assert.Empty(SilentRows.Find([Frame("a", (row, signal) => signal == 0 && row % 10 != 0)], longest: 3, share: 0.2).Dropped);

    [Fact]
    public void Signals_that_are_silent_together_make_one_stretch_and_frames_do_not_mix()
    {
        var frames = new[] { Frame("a", (_, _) => false), Frame("b", (row, signal) => row >= (signal == 0 ? 90 : 92)) };
        var (keeps, dropped) = SilentRows.Find(frames, longest: 3, share: 0.2);
        Assert.DoesNotContain(false, keeps[0]);
        var stretch = Assert.Single(dropped);
        Assert.Equal(("b", "93", "99"), (stretch.Entity, stretch.From, stretch.To));
        Assert.Equal(["first", "second"], stretch.Signals);
    }

    private static SeriesFrame Frame(string entity, Func<int, int, bool> missing)
    {
        var values = new double[Rows * 2];
        for (var i = 0; i < values.Length; i++) values[i] = missing(i / 2, i % 2) ? double.NaN : i;
        return new SeriesFrame(entity, ["first", "second"], new TimeAxis(TimeKind.Index, Enumerable.Range(0, Rows).Select(row => (long)row).ToArray()), values);
    }
}
