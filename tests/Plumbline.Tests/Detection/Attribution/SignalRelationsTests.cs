using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class SignalRelationsTests
{
    [Fact]
    public void Pairs_that_go_together_are_found_in_the_fit_rows()
    {
        Assert.Equal(2, FollowingSignals.ZScore.Relations.Count);
        Assert.Equal(2, FollowingSignals.Auto.Relations.Count);
    }

    /// <summary>The fan no longer follows the temperature, but stays in its range and moves as much as ever.</summary>
    [Fact]
    public void A_signal_that_goes_its_own_way_within_its_range_is_named_with_whom_it_followed()
    {
        var stranger = FollowingSignals.Rows(500, 9);
        var rows = FollowingSignals.Rows(500, 3, (row, values) => values[1] = row >= 300 ? stranger.Row(row)[1] : values[1]);
        var verdict = Explanation.Of(FollowingSignals.ZScore, rows, new StepRange(300, 420));
        var relation = Assert.Single(verdict.Relations);
        Assert.Equal(["cpu_temp", "fan3_rpm"], new[] { relation.A, relation.B }.Order());
        Assert.InRange(relation.Usual, 0.95, 1);
        Assert.InRange(relation.Now, -0.6, 0.6);
    }

    [Fact]
    public void Against_each_other_is_a_relation_too_and_breaks_as_one()
    {
        var rows = FollowingSignals.Rows(500, 4, (row, values) => values[3] = row >= 300 ? 600 - values[3] : values[3]);
        var relation = Assert.Single(Explanation.Of(FollowingSignals.ZScore, rows, new StepRange(300, 400)).Relations);
        Assert.Equal(["frequency", "load"], new[] { relation.A, relation.B }.Order());
        Assert.InRange(relation.Usual, -1, -0.9);
        Assert.InRange(relation.Now, 0.5, 1);
    }

    [Fact]
    public void Normal_rows_break_none()
    {
        var (detector, recent) = (FollowingSignals.ZScore, new RecentSteps(FollowingSignals.ZScore));
        var signals = Explanation.Of(detector, FollowingSignals.Rows(10, 5), 5).Signals;
        var scorer = new StepScorer(detector);
        var broken = 0;
        scorer.Score(scorer.Prepare(FollowingSignals.Rows(5000, 5)), step =>
        {
            recent.Add(step);
            broken += detector.Relations.Broken([recent], signals).Count;
        });
        Assert.Equal(0, broken);
    }

    [Fact]
    public void A_signal_that_stands_still_is_not_judged()
    {
        var rows = FollowingSignals.Rows(500, 6, (row, values) => values[1] = row >= 300 ? 4200 : values[1]);
        Assert.Empty(Explanation.Of(FollowingSignals.ZScore, rows, new StepRange(300, 400)).Relations);
    }

    [Fact]
    public void Too_few_rows_have_no_relations()
    {
        var run = new float[300 * 2];
        for (var i = 0; i < run.Length; i++) run[i] = i / 2;
        Assert.Equal(0, SignalRelations.Fit([run], 2, ["a", "b"], TestContext.Current.CancellationToken).Count);
        Assert.Equal(1, SignalRelations.Fit([run, run], 2, ["a", "b"], TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void A_bundle_keeps_them_and_one_from_before_has_none()
    {
        using var file = new MemoryStream();
        DetectorBundle.Write(FollowingSignals.ZScore, file);
        file.Position = 0;
        var restored = DetectorBundle.Read(file, "file");
        var rows = FollowingSignals.Rows(500, 4, (row, values) => values[3] = row >= 300 ? 600 - values[3] : values[3]);
        Assert.Equal(Explanation.Of(FollowingSignals.ZScore, rows, new StepRange(300, 400)).Relations, Explanation.Of(restored, rows, new StepRange(300, 400)).Relations);
        Assert.Equal(0, SignalRelations.Restore(["a"], _ => null).Count);
    }
}
