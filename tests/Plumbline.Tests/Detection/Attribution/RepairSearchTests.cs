using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class RepairSearchTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("zscore")]
    public void One_signal_that_is_off_is_what_must_return_and_within_the_range_it_does(string kind)
    {
        var detector = kind == "auto" ? FollowingSignals.Auto : FollowingSignals.ZScore;
        const int row = 312;
        var rows = FollowingSignals.Rows(400, 7, (at, values) => values[5] += at is >= 300 and <= row ? 12 : 0);
        var verdict = Explanation.Of(detector, rows, row);
        var repair = RepairSearch.Find(detector, rows, row, verdict)!;
        var signal = Assert.Single(repair.Signals);
        Assert.Equal("voltage", signal.Name);
        Assert.InRange(repair.Score, 0, 1);
        Assert.True(signal.Low < signal.Usual && signal.Usual < signal.High, signal.ToString());
        Assert.InRange(signal.Low!.Value, -5, 5.5);
        Assert.InRange(signal.High!.Value, 4.5, 14);
        Assert.Contains("Under the threshold if voltage returns to", (verdict with { Repair = repair }).Text);

        // Of a model of single rows, the ends of the range are where the score crosses the threshold.
        if (kind == "auto") return;
        double Score(double value) => Explanation.Of(detector, FollowingSignals.Rows(400, 7, (at, values) => values[5] = at is >= 300 and <= row ? value : values[5]), row).Score;
        Assert.InRange(Score(signal.High.Value), 0.8, 1);
        Assert.InRange(Score(signal.High.Value + 0.5), 1, 5);
    }

    [Fact]
    public void Two_signals_that_are_off_must_both_return_and_no_more()
    {
        var rows = FollowingSignals.Rows(400, 7, (at, values) => (values[4], values[5]) = at is >= 300 and <= 312 ? (150, 30) : (values[4], values[5]));
        var repair = RepairSearch.Find(FollowingSignals.ZScore, rows, 305, Explanation.Of(FollowingSignals.ZScore, rows, 305))!;
        Assert.Equal(["inlet", "voltage"], repair.Signals.Select(signal => signal.Name).Order());
    }

    [Fact]
    public void A_normal_row_needs_none_and_where_all_are_off_there_is_none()
    {
        var rows = FollowingSignals.Rows(400, 7, (at, values) =>
        {
            for (var signal = 0; signal < 6; signal++) values[signal] += at is >= 300 and <= 312 ? 100 * (1 + signal) * values[signal] : 0;
        });
        Assert.Null(RepairSearch.Find(FollowingSignals.ZScore, rows, 200, Explanation.Of(FollowingSignals.ZScore, rows, 200)));
        var verdict = Explanation.Of(FollowingSignals.ZScore, rows, 305);
        verdict = verdict with { Repair = RepairSearch.Find(FollowingSignals.ZScore, rows, 305, verdict) };
        Assert.Empty(verdict.Repair!.Signals);
        Assert.Equal(verdict.Score, verdict.Repair.Score, 1e-9);
        Assert.EndsWith("No return of up to 5 signals brings it under the threshold.", verdict.Text);
    }
}
