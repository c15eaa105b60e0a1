using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Evaluation;

public sealed class EventOracleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.5)]
    [InlineData(10, 1)]
    [InlineData(10, 0.2)]
    public void The_sweep_equals_trying_every_threshold(int gap, double mostCovered)
    {
        foreach (var (scores, labels) in RandomSeries.Draw(150))
        {
            for (var step = 3; step < scores.Length; step += 11) scores[step] = double.NaN;
            var naive = NaiveEventOracle.Of(scores, labels, gap, mostCovered);
            var swept = EventOracle.Of(scores, labels, gap, mostCovered) ?? new OracleF1(-1, 0, 0, 0);
            Assert.Equal(naive.F1, swept.F1, 1e-12);
            Assert.Equal(naive.Threshold, swept.Threshold);
        }
    }

    [Fact]
    public void Nothing_to_find_has_no_best_threshold()
    {
        Assert.Null(EventOracle.Of([1, 2], [0, 0]));
        Assert.Null(EventOracle.Of([double.NaN, double.NaN], [0, 1]));
        Assert.Equal(1, EventOracle.Of([0, 3, 1], [0, 1, 0])!.F1);
    }

    [Fact]
    public void An_endless_alarm_is_no_way_to_be_right()
    {
        double[] scores = [9, 8, 0, 0, 0, 0, 0, 1, 0, 0];
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0];
        Assert.Equal(0, EventOracle.Of(scores, labels)!.Threshold);
        Assert.Equal(new OracleF1(2.0 / 3, 0.5, 1, 1), EventOracle.Of(scores, labels, mostCovered: 0.5));
        Assert.Null(EventOracle.Of(new double[10], labels, mostCovered: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventOracle.Of(scores, labels, mostCovered: 0));
    }

    [Fact]
    public void Close_alarms_are_one_and_the_steps_between_them_belong_to_it()
    {
        bool[] flags = [true, false, false, true, false, false, false, true];
        Assert.Equal([true, true, true, true, false, false, false, true], AlarmMerge.Of(flags, 2));
        Assert.Equal(flags, AlarmMerge.Of(flags, 1));
        Assert.Equal(AlarmsPerDay.Of(flags, TimeSpan.FromMinutes(1), new AlertPolicy { Join = 2 }).Alarms, Plumbline.Data.StepRange.FromFlags(AlarmMerge.Of(flags, 2)).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => AlarmMerge.Of(flags, -1));
    }

    [Fact]
    public void The_hit_rate_looks_at_as_many_signals_as_are_guilty_and_half_as_many_more()
    {
        Assert.Equal(new HitRate(0.5, 1, true), HitRate.Of(["a", "x", "b", "y"], ["a", "b"]));
        Assert.Equal(new HitRate(0, 0, false), HitRate.Of(["x", "a"], ["a"])); // one and a half of one is one
        Assert.Equal(new HitRate(0, 0, false), HitRate.Of([], ["a"]));
        Assert.Throws<ArgumentException>(() => HitRate.Of(["a"], []));
    }
}
