using Plumbline.Data;
using Plumbline.Failures;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Failures;

public sealed class FailureWindowsTests
{
    // Values come through as they are, so that windows can be recognised.
    private static readonly PreprocessorOptions Unscaled = new() { Scale = new ScalerOptions { Kind = ScalingKind.None, Clip = ClipKind.None } };

    [Fact]
    public void A_counter_that_only_rises_rises_inside_every_window()
    {
        var windows = Of(Disks.Fleet(), new FailureWindowOptions { Length = 5, Horizon = 10 });
        Assert.True(windows is { Failing: > 50, Count: > 500 });
        for (var i = 0; i < windows.Count; i++)
            for (var step = 1; step < windows.Length; step++)
                Assert.Equal(24, windows[i][step * windows.SignalCount] - windows[i][(step - 1) * windows.SignalCount]); // age: one disk, one day after the other
    }

    [Fact]
    public void The_failing_window_ends_as_many_days_before_the_failure_as_asked()
    {
        var windows = Of([Counting("f", 10, failing: true), Counting("h", 10)], new FailureWindowOptions { Length = 3, Lookahead = 2 });
        Assert.Equal(1, windows.Failing);
        var failing = windows[windows.Count - 1];
        Assert.Equal([5f, 6f, 7f], failing.ToArray()); // it fails on day 9
        Assert.Equal(1, windows.Targets.Span[^1]);
        Assert.Equal("f", windows.EntityOf(windows.Count - 1));
    }

    [Theory]
    [InlineData(6, 0)] // as many rows as length and lookahead
    [InlineData(7, 1)]
    public void A_failing_entity_needs_more_rows_than_length_and_lookahead(int days, int expected) =>
        Assert.Equal(expected, Of([Counting("f", days, failing: true)], new FailureWindowOptions { Length = 5, Lookahead = 1 }).Failing);

    [Fact]
    public void A_padded_window_repeats_the_first_day_and_never_another_entity()
    {
        var windows = Of([Counting("f", 4, failing: true), Counting("h", 6)], new FailureWindowOptions { Length = 5, Lookahead = 1, Horizon = 3, Pad = true });
        Assert.Equal([[0f, 0f, 0f, 0f, 0f], [0f, 0f, 0f, 0f, 1f], [0f, 0f, 0f, 1f, 2f]], Enumerable.Range(0, windows.Count).Where(i => windows.EntityOf(i) == "f").Select(i => windows[i].ToArray()));
        Assert.Equal(3, windows.Failing);
        Assert.Equal([0f, 1f, 2f], Enumerable.Range(0, windows.Count).Where(i => windows.EntityOf(i) == "h").Select(i => windows[i][^1]));
    }

    [Fact]
    public void All_windows_within_the_horizon_are_failing_ones()
    {
        var windows = Of([Counting("f", 20, failing: true)], new FailureWindowOptions { Length = 3, Lookahead = 1, Horizon = 4 });
        Assert.Equal([15f, 16f, 17f, 18f], Enumerable.Range(0, windows.Count).Select(i => windows[i][^1])); // it fails on day 19
    }

    [Fact]
    public void Normal_windows_come_every_so_many_days_and_end_early_enough_to_know_that_they_are_normal()
    {
        var windows = Of([Counting("h", 20)], new FailureWindowOptions { Length = 3, Horizon = 7, NormalStep = 4 });
        Assert.Equal([2f, 6f, 10f], Enumerable.Range(0, windows.Count).Select(i => windows[i][^1])); // 14 is followed by only five days
        Assert.Equal(0, windows.Failing);
    }

    [Fact]
    public void Normal_windows_and_their_entities_can_be_limited()
    {
        SeriesFrame[] fleet = [Counting("short", 10), Counting("long", 30), Counting("longer", 40)];
        var windows = Of(fleet, new FailureWindowOptions { Length = 3, MostNormalEntities = 2, MostNormal = 20 });
        Assert.Equal(20, windows.Count);
        Assert.DoesNotContain("short", Enumerable.Range(0, windows.Count).Select(windows.EntityOf));
    }

    [Fact]
    public void A_missing_day_is_filled_and_a_long_pause_is_not_crossed()
    {
        var gap = Counting("f", 20, failing: true, day => day != 15);
        var windows = Of([gap, Counting("h", 20)], new FailureWindowOptions { Length = 3, Lookahead = 1, Horizon = 5 });
        Assert.Equal([14f, 14f, 16f], windows[windows.Count - 3].ToArray());
        var pause = Counting("f", 30, failing: true, day => day is < 18 or > 25);
        var last = Of([pause, Counting("h", 30)], new FailureWindowOptions { Length = 3, Lookahead = 1, Horizon = 20 });
        Assert.Equal(1, last.Failing);
        Assert.Equal([26f, 27f, 28f], last[last.Count - 1].ToArray());
    }

    [Fact]
    public void Membership_falls_from_the_failure_backwards_in_a_straight_line()
    {
        var rule = new FailureMembership { Failing = 2, Normal = 6 };
        Assert.Equal([1, 1, 1, 0.75, 0.5, 0.25, 0, 0], Enumerable.Range(0, 8).Select(rule.Of));
        var windows = Of([Counting("f", 12, failing: true)], new FailureWindowOptions { Length = 2, Membership = rule });
        Assert.Equal([0f, 0f, 0f, 0f, 0f, 0.25f, 0.5f, 0.75f, 1f, 1f], windows.Targets.ToArray()); // ends of days 1 to 10, the failure on day 11
        Assert.Equal(3, windows.Failing);
    }

    [Fact]
    public void Thinning_reaches_the_stated_share_and_keeps_the_rarer_kind()
    {
        var windows = Of(Disks.Fleet(), new FailureWindowOptions { Horizon = 3 });
        var thinned = windows.Resampled(0.4, seed: 5);
        Assert.Equal(windows.Failing, thinned.Failing);
        Assert.Equal(0.4, thinned.Rate, 0.01);
        Assert.Equal(0.01, windows.Resampled(0.01, seed: 5).Rate, 0.004); // then failing ones are left out
        Assert.Equal(Values(thinned), Values(windows.Resampled(0.4, seed: 5)));
        Assert.NotEqual(Values(thinned), Values(windows.Resampled(0.4, seed: 6)));

        static float[] Values(FailureWindows windows) => windows.ToArray();
    }

    [Fact]
    public void Repetition_makes_failing_windows_weigh_more()
    {
        var windows = Of(Disks.Fleet(), new FailureWindowOptions { Horizon = 3 });
        var repeated = windows.Repeated(4);
        Assert.Equal((4 * windows.Failing, windows.Count + (3 * windows.Failing)), (repeated.Failing, repeated.Count));
    }

    private static FailureWindows Of(IReadOnlyList<SeriesFrame> histories, FailureWindowOptions windows)
    {
        var options = new FailureOptions { Prepare = Unscaled, Windows = windows };
        var preprocessor = Preprocessor.Fit(histories, options.Prepare);
        return FailureWindows.Of([.. histories.Select(history => PreparedHistory.Of(history, options, preprocessor))], preprocessor.SignalCount, windows, seed: 1);
    }

    // One signal that is the number of the day.
    private static SeriesFrame Counting(string name, int days, bool failing = false, Func<int, bool>? kept = null)
    {
        double[] values = [.. Enumerable.Range(0, days).Where(day => kept?.Invoke(day) ?? true).Select(day => (double)day)];
        var labels = new int[values.Length];
        if (failing) labels[^1] = 1;
        return new SeriesFrame(name, ["day"], Disks.Dated(0, days, kept), values, labels);
    }
}
