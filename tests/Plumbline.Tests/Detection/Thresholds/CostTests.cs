using Plumbline.Data;
using Plumbline.Detection.Thresholds;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Detection.Thresholds;

public sealed class CostTests
{
    [Fact]
    public void The_defaults_are_those_of_the_lecture()
    {
        var model = new CostModel();
        Assert.Equal((1, 5, 12, null), (model.AlarmCost, model.MissedCost, model.Tolerance, model.TimeTolerance));
    }

    [Fact]
    public void Tolerance_in_steps_equals_looking_at_every_pair()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(60))
        {
            if (scores.Length > 3) scores[3] = double.NaN;
            var positions = Enumerable.Range(0, scores.Length).Select(step => (long)step).ToArray();
            foreach (var tolerance in new[] { 0, 1, 5, 12, 1000 })
            {
                foreach (var threshold in new[] { -1, 0.25, 0.5, 0.9, 1 })
                {
                    var point = new CostModel { Tolerance = tolerance }.Evaluate(scores, labels, threshold);
                    Assert.Equal(NaiveCost.Of(scores, labels, threshold, positions, tolerance), (point.FalseAlarms, point.Missed));
                    Assert.Equal(point.FalseAlarms + (5.0 * point.Missed), point.Cost);
                }
            }
        }
    }

    [Fact]
    public void Tolerance_in_time_equals_looking_at_every_pair()
    {
        var random = new Random(5);
        foreach (var (scores, labels) in RandomSeries.Draw(60))
        {
            var ticks = new long[scores.Length];
            for (var step = 1; step < ticks.Length; step++) ticks[step] = ticks[step - 1] + (random.Next(0, 30) * TimeSpan.TicksPerMinute);
            var time = new TimeAxis(TimeKind.Timestamp, ticks);
            var model = new CostModel { TimeTolerance = TimeSpan.FromMinutes(60) };
            foreach (var threshold in new[] { -1, 0.5, 0.9 })
            {
                var point = model.Evaluate(scores, labels, threshold, time);
                Assert.Equal(NaiveCost.Of(scores, labels, threshold, ticks, 60 * TimeSpan.TicksPerMinute), (point.FalseAlarms, point.Missed));
            }
        }
    }

    [Fact]
    public void A_score_equal_to_the_threshold_is_no_alarm()
    {
        var model = new CostModel { Tolerance = 0 };
        Assert.Equal(0, model.Evaluate([1.0, 1.0], [0, 0], 1).Cost);
        Assert.Equal(2, model.Evaluate([1.0, 1.0], [0, 0], Math.BitDecrement(1)).Cost);
        Assert.Equal(1, model.Evaluate([true, false], [0, 0]).Cost);
    }

    [Fact]
    public void A_slice_knows_nothing_beyond_its_edge()
    {
        double[] scores = [0, 0, 0, 9, 0, 0];
        int[] labels = [0, 0, 1, 0, 0, 0];
        var model = new CostModel { Tolerance = 1 };
        Assert.Equal(0, model.Evaluate(scores, labels, 1).Cost);
        Assert.Equal(5, model.Evaluate(scores.AsSpan(0, 3), labels.AsSpan(0, 3), 1).Cost);
        Assert.Equal(1, model.Evaluate(scores.AsSpan(3), labels.AsSpan(3), 1).Cost);
    }

    [Fact]
    public void A_wrong_model_is_refused_with_all_its_problems()
    {
        var model = new CostModel { AlarmCost = -1, MissedCost = double.NaN, Tolerance = -2 };
        var refusal = Assert.Throws<ArgumentException>(() => model.Evaluate([1.0], [0], 0));
        Assert.Contains("alarm cost -1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("missed cost NaN", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("tolerance -2", refusal.Message, StringComparison.Ordinal);
        var timed = new CostModel { TimeTolerance = TimeSpan.FromHours(1) };
        Assert.Throws<ArgumentException>(() => timed.Evaluate([1.0], [0], 0));
        Assert.Throws<ArgumentException>(() => timed.Evaluate([1.0], [0], 0, TimeAxis.Counting(1)));
        Assert.Throws<ArgumentException>(() => timed.Evaluate([1.0, 1.0], [0, 0], 0, new TimeAxis(TimeKind.Timestamp, new long[] { 5, 4 })));
    }

    [Fact]
    public void The_first_of_equal_minima_wins_and_flat_stretches_are_shown()
    {
        double[] scores = [1, 2, 3, 10, 20];
        int[] labels = [0, 0, 0, 0, 1];
        var curve = CostCurve.Of(new CostModel { Tolerance = 0 }, scores, labels, [0, 1, 2, 3, 5, 9, 10, 15, 20, 25], slack: 0);
        Assert.Equal(new CostPoint(10, 0, 0, 0), curve.Best);
        Assert.Equal([new ThresholdRange(10, 15)], curve.Flat);
        Assert.Equal([4, 3, 2, 1, 1, 1, 0, 0, 5, 5], curve.Points.Select(point => point.Cost));
    }

    [Fact]
    public void Every_distinct_score_finds_at_least_as_cheap_a_threshold_as_any_grid()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(60))
        {
            var model = new CostModel { Tolerance = 2 };
            var all = CostCurve.Of(model, scores, labels, ThresholdGrid.Distinct(scores));
            var grid = CostCurve.Of(model, scores, labels, ThresholdGrid.Linear(-0.5, 1.5, 333));
            Assert.True(all.Best.Cost <= grid.Best.Cost);
            Assert.Equal(model.Evaluate(scores, labels, all.Best.Threshold), all.Best);
        }
    }

    [Fact]
    public void Grids_include_both_ends()
    {
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], ThresholdGrid.Linear(0, 1, 5));
        Assert.Equal([1, 10, 100, 1000], ThresholdGrid.Logarithmic(1, 1000, 4).Select(value => Math.Round(value, 9)));
        Assert.Equal([Math.BitDecrement(1.0), 1, 2, 5], ThresholdGrid.Distinct([5, 1, 2, double.NaN, 2]));
        Assert.Empty(ThresholdGrid.Distinct([double.NaN]));
        Assert.Throws<ArgumentException>(() => ThresholdGrid.Linear(1, 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdGrid.Logarithmic(0, 1, 5));
    }

    [Fact]
    public void The_lecture_data_cost_what_they_should_without_any_model()
    {
        var (signal, labels) = SumOfSquaredScores();
        (int Start, int Count)[] slices = [(0, 3000), (3000, 1500), (4500, 2167)];
        double[] At(double threshold) =>
            [.. slices.Select(slice => new CostModel().Evaluate(signal.AsSpan(slice.Start, slice.Count), labels.AsSpan(slice.Start, slice.Count), threshold).Cost)];

        Assert.Equal(1263.878220, signal[0], 1e-4);
        Assert.Equal(4775106.444990, signal[6666], 1e-3);
        Assert.Equal([2, 325, 265], At(1e4));
        Assert.Equal([0, 265, 265], At(1e5));
        Assert.Equal([0, 240, 275], At(1.276e6));
        Assert.Equal([0, 2140, 3995], At(double.PositiveInfinity));
        Assert.Equal([3000, 983, 1344], At(-1));

        var curve = CostCurve.Of(new CostModel(), signal.AsSpan(3000, 1500), labels.AsSpan(3000, 1500), ThresholdGrid.Linear(5e5, 2e6, 301));
        Assert.Equal(1_285_000, curve.Best.Threshold, 1e-6);
        Assert.Equal(239, curve.Best.Cost);
        Assert.Equal(275, At(curve.Best.Threshold)[2]);
    }

    private static (double[] Signal, int[] Labels) SumOfSquaredScores()
    {
        var rows = File.ReadLines(SharedData.Path("series/hpc_davide/hpc.csv")).Skip(1)
            .Select(line => line.Split(',')[1..].Select(double.Parse).ToArray()).ToArray();
        var width = rows[0].Length - 1; // the label comes last
        var signal = new double[rows.Length];
        for (var column = 0; column < width; column++)
        {
            var mean = rows.Take(3000).Average(row => row[column]);
            var variance = rows.Take(3000).Sum(row => (row[column] - mean) * (row[column] - mean)) / 2999;
            for (var step = 0; step < signal.Length; step++) signal[step] += (rows[step][column] - mean) * (rows[step][column] - mean) / variance;
        }
        return (signal, Array.ConvertAll(rows, row => (int)row[width]));
    }
}
