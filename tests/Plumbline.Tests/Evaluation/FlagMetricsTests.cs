using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;

namespace Plumbline.Tests.Evaluation;

public sealed class FlagMetricsTests
{
    [Fact]
    public void Delays_count_from_the_start_of_an_event_to_its_first_flag()
    {
        int[] labels = [0, 1, 1, 1, 0, 1, 1, 0, 2, 2, 2, 2, 0, 0, 1, 1];
        bool[] flags = [.. "1010000000011001".Select(bit => bit == '1')];
        var events = EventMetrics.Of(flags, labels);
        Assert.Equal(4, events.Events);
        Assert.Equal(3, events.EventsHit);
        Assert.Equal(4, events.Alarms);
        Assert.Equal(3, events.TrueAlarms);
        Assert.Equal((1 + 3 + 1) / 3.0, events.MeanDelay);
        Assert.Equal(1, events.MedianDelay);
        Assert.Equal(0.75, events.F1);
    }

    [Fact]
    public void Alarms_that_are_joined_count_once_and_hit_nothing_in_between()
    {
        int[] labels = [0, 1, 0, 1, 0, 0, 0, 0];
        bool[] flags = [false, true, false, false, true, false, true, true];
        var joined = EventMetrics.Of(flags, labels, new AlertPolicy { Join = 2 });
        Assert.Equal((1, 1, 2, 1), (joined.Alarms, joined.TrueAlarms, joined.Events, joined.EventsHit));
        Assert.Equal((2, 1), (EventMetrics.Of(flags, labels, new AlertPolicy { Join = 1 }).Alarms, EventMetrics.Of(flags, labels).TrueAlarms));
    }

    [Fact]
    public void The_last_step_of_an_event_that_reaches_the_end_counts()
    {
        int[] labels = [0, 0, 0, 1];
        bool[] flags = [false, false, false, true];
        Assert.Equal(1, EventMetrics.Of(flags, labels).CompositeF);
        Assert.Equal(1, RangeMetrics.Of(flags, labels).F1);
        Assert.Equal(1, Affiliation.Of(flags, labels)!.F1);
        Assert.Equal(1, Pate.F1(flags, labels, 2));
    }

    [Fact]
    public void What_has_nothing_to_divide_by_is_null()
    {
        int[] normal = [0, 0, 0];
        int[] anomalous = [0, 1, 0];
        bool[] silent = [false, false, false];
        bool[] loud = [true, false, false];
        Assert.Null(PointMetrics.Of(silent, anomalous).Precision);
        Assert.Equal(0, PointMetrics.Of(silent, anomalous).F1);
        Assert.Null(PointMetrics.Of(loud, normal).Recall);
        Assert.Null(PointMetrics.Of(loud, normal).F1);
        Assert.Equal(0, EventMetrics.Of(loud, normal).Precision);
        Assert.Null(EventMetrics.Of(loud, normal).Recall);
        Assert.Null(EventMetrics.Of(loud, anomalous).MeanDelay);
        Assert.Null(RangeMetrics.Of(loud, normal).Recall);
        Assert.Null(RangeMetrics.Of(silent, anomalous).Precision);
        Assert.Null(Affiliation.Of(loud, normal));
        Assert.Null(Affiliation.Of(silent, anomalous)!.Precision);
        Assert.Null(Pate.F1(loud, normal, 5));
        Assert.Null(NabScore.Of(loud, normal));
    }

    [Fact]
    public void F_beta_leans_to_recall_as_beta_grows()
    {
        var points = new PointMetrics(8, 8, 2, 82); // precision 0.5, recall 0.8
        Assert.Equal(0.5, points.FBeta(0.001)!.Value, 1e-4);
        Assert.Equal(5 * 0.4 / 2.8, points.FBeta(2)!.Value, 1e-12);
        Assert.Equal(0.8, points.FBeta(1000)!.Value, 1e-4);
    }

    [Fact]
    public void Point_adjustment_fills_a_hit_event_from_its_first_step()
    {
        int[] labels = [1, 1, 1, 0, 0, 1, 1];
        bool[] flags = [false, false, true, false, true, false, false];
        Assert.Equal(new PointMetrics(3, 1, 2, 1), PointAdjusted.Of(flags, labels));
    }

    [Fact]
    public void Affiliation_and_ranges_do_not_know_the_direction_of_time()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(100))
        {
            var flags = Array.ConvertAll(scores, score => score > 0.7);
            var (backFlags, backLabels) = (flags.Reverse().ToArray(), labels.Reverse().ToArray());
            var forward = Affiliation.Of(flags, labels)!;
            var backward = Affiliation.Of(backFlags, backLabels)!;
            Assert.Equal(forward.Recall, backward.Recall, 1e-12);
            Assert.Equal(forward.Precision ?? -1, backward.Precision ?? -1, 1e-12);
            Assert.InRange(forward.F1, 0, 1 + 1e-12);
            Assert.Equal(
                RangeMetrics.Of(flags, labels, bias: PositionalBias.Front).Recall!.Value,
                RangeMetrics.Of(backFlags, backLabels, bias: PositionalBias.Back).Recall!.Value, 1e-12);
            Assert.Equal(
                RangeMetrics.Of(flags, labels, bias: PositionalBias.Middle).Recall!.Value,
                RangeMetrics.Of(backFlags, backLabels, bias: PositionalBias.Middle).Recall!.Value, 1e-12);
        }
    }

    [Fact]
    public void Flags_at_equal_distance_on_either_side_of_an_event_are_worth_the_same()
    {
        var labels = new int[21];
        labels[10] = 1;
        for (var distance = 1; distance <= 10; distance++)
        {
            var (early, late) = (new bool[21], new bool[21]);
            early[10 - distance] = late[10 + distance] = true;
            var (before, after) = (Affiliation.Of(early, labels)!, Affiliation.Of(late, labels)!);
            Assert.Equal(before.Precision!.Value, after.Precision!.Value, 1e-12);
            Assert.Equal(before.Recall, after.Recall, 1e-12);
            Assert.Equal(before.Zones[0].PrecisionDistance, after.Zones[0].PrecisionDistance);
            Assert.Equal(distance - 0.5, before.Zones[0].PrecisionDistance);
        }
    }

    [Fact]
    public void Labels_as_flags_are_perfect_by_every_measure()
    {
        foreach (var (_, labels) in RandomSeries.Draw(50))
        {
            var flags = Array.ConvertAll(labels, label => label != 0);
            Assert.Equal(1, PointMetrics.Of(flags, labels).F1);
            Assert.Equal(1, EventMetrics.Of(flags, labels).F1);
            Assert.Equal(0, EventMetrics.Of(flags, labels).MeanDelay);
            Assert.Equal(1, RangeMetrics.Of(flags, labels).F1!.Value, 1e-12);
            Assert.Equal(1, Affiliation.Of(flags, labels)!.F1, 1e-12);
            Assert.Equal(1, Pate.F1(flags, labels, 8)!.Value, 1e-12);
            Assert.Equal(100, NabScore.Of(flags, labels, probation: 0)!.Normalised, 1e-9);
            Assert.Equal(0, NabScore.Of(new bool[labels.Length], labels, probation: 0)!.Normalised, 1e-9);
        }
    }

    [Fact]
    public void A_window_of_one_step_leaves_the_numenta_score_finite()
    {
        int[] labels = [0, 1, 0, 0, 0, 0, 0, 0];
        var score = NabScore.Of([false, true, false, true, false, false, false, false], labels, probation: 0)!;
        Assert.Equal(1 + (0.11 * ((2 / (1 + Math.Exp(10))) - 1)), score.Raw, 1e-12);
    }

    [Fact]
    public void Nothing_before_the_end_of_the_probation_is_scored()
    {
        int[] labels = [1, 1, 0, 0, 0, 0, 0, 0, 1, 1];
        bool[] flags = [false, false, true, false, false, false, false, false, true, false];
        Assert.Equal(100, NabScore.Of(flags, labels, probation: 0.3)!.Normalised, 1e-9);
    }

    [Fact]
    public void Close_alarms_are_one_call()
    {
        bool[] flags = [.. "110100010000".Select(bit => bit == '1')];
        var period = TimeSpan.FromHours(1);
        Assert.Equal(new AlarmsPerDay(3, 0.5), AlarmsPerDay.Of(flags, period));
        Assert.Equal(6, AlarmsPerDay.Of(flags, period).PerDay);
        Assert.Equal(2, AlarmsPerDay.Of(flags, period, new AlertPolicy { Join = 1 }).Alarms);
        Assert.Equal(2, AlarmsPerDay.Of(flags, period, new AlertPolicy { Join = 2 }).Alarms);
        Assert.Equal(1, AlarmsPerDay.Of(flags, period, new AlertPolicy { Join = 3 }).Alarms);
        Assert.Null(AlarmsPerDay.Of([], period).PerDay);
    }

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PointMetrics.Of(new bool[3], new int[2]));
        Assert.Throws<ArgumentException>(() => EventMetrics.Of(new bool[3], new int[2]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of(new double[3], new int[2]));
        Assert.Throws<ArgumentException>(() => new CostModel().Evaluate(new double[3], new int[2], 0));
    }
}
