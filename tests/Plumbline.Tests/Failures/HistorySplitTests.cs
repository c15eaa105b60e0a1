using Plumbline.Data;
using Plumbline.Failures;

namespace Plumbline.Tests.Failures;

public sealed class HistorySplitTests
{
    [Fact]
    public void No_entity_is_on_both_sides_and_none_is_lost()
    {
        var fleet = Disks.Fleet();
        var split = HistorySplit.Of(fleet, 0.3, seed: 3);
        Assert.Empty(split.Fit.Select(one => one.Entity).Intersect(split.Rest.Select(one => one.Entity)));
        Assert.Equal(fleet.Count, split.Fit.Count + split.Rest.Count);
    }

    [Fact]
    public void Failing_and_healthy_entities_are_set_aside_in_the_same_share()
    {
        var rest = HistorySplit.Of(Disks.Fleet(healthy: 30, failing: 10), 0.3, seed: 3).Rest;
        Assert.Equal((3, 9), (rest.Count(Fails), rest.Count(one => !Fails(one))));
    }

    [Fact]
    public void Another_seed_sets_others_aside_and_the_order_of_the_data_does_not_matter()
    {
        var fleet = Disks.Fleet();
        var names = Names(HistorySplit.Of(fleet, 0.3, seed: 3));
        Assert.Equal(names, Names(HistorySplit.Of([.. Enumerable.Reverse(fleet)], 0.3, seed: 3)));
        Assert.NotEqual(names, Names(HistorySplit.Of(fleet, 0.3, seed: 4)));

        static IEnumerable<string> Names(HistorySplit split) => split.Rest.Select(one => one.Entity).Order();
    }

    [Fact]
    public void Nothing_from_the_cut_off_on_is_learned_from_and_nothing_before_it_is_judged()
    {
        var fleet = Disks.Fleet();
        var cutOff = Disks.At(20);
        var split = HistorySplit.Of(fleet, 0.5, seed: 3, cutOff);
        Assert.All(split.Fit, history => Assert.True(history.Time[history.StepCount - 1] < cutOff));
        Assert.Contains(split.Fit, history => history.StepCount == 20 && !Fails(history) && Fails(fleet.Single(one => one.Entity == history.Entity))); // fails later, which nobody knew
        foreach (var history in split.Rest)
        {
            var judged = split.Judged(history, new double[history.StepCount]);
            Assert.Equal(cutOff, judged.Time[0]);
            Assert.Equal(judged.Time.Count, judged.Scores.Length);
            if (Fails(history)) Assert.Equal(history.Time[history.StepCount - 1], judged.Time[judged.Failure!.Value]);
        }
    }

    [Fact]
    public void An_entity_that_comes_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => HistorySplit.Of([.. Disks.Fleet(), Disks.Fleet()[0]], 0.3, 0));

    private static bool Fails(SeriesFrame history) => ScoredHistory.FailureOf(history) is not null;
}
