using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Preprocessing;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection.Thresholds;

public sealed class ThresholdTests
{
    [Fact]
    public void Tuning_with_labels_equals_the_golden_numbers()
    {
        var golden = GoldenJson.Load("sequence-pipeline/thresholds.json");
        foreach (var entry in golden.GetProperty("supervised").EnumerateArray())
        {
            var scores = entry.GetProperty("distances").EnumerateArray().Select(row => row.Numbers().Max()).ToArray();
            var labels = entry.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()).ToArray();
            var grid = new LinearGrid(entry.Number("min"), entry.Number("max"), entry.GetProperty("num").GetInt32()).Values();
            Assert.Equal(entry.GetProperty("grid").Numbers(), grid);
            var sweep = FBetaSweep.Run(scores, labels, grid);
            Assert.Equal(entry.GetProperty("tp").Numbers(), sweep.TruePositives.Select(count => (double)count));
            Assert.Equal(entry.GetProperty("fp").Numbers(), sweep.FalsePositives.Select(count => (double)count));
            Assert.Equal(entry.GetProperty("fn").Numbers(), sweep.TruePositives.Select(count => (double)(sweep.Positives - count)));
            Assert.Equal(entry.GetProperty("tn").Numbers(), sweep.FalsePositives.Select(count => (double)(sweep.Negatives - count)));
            foreach (var choice in entry.GetProperty("by_beta").EnumerateArray())
            {
                var beta = choice.Number("beta");
                var expected = choice.GetProperty("f_beta").Numbers();
                for (var i = 0; i < grid.Length; i++) Assert.Equal(expected[i], sweep.FBeta(i, beta) ?? double.NaN, golden.Number("rel_tol"));
                var best = choice.GetProperty("best_index");
                Assert.Equal(best.ValueKind == System.Text.Json.JsonValueKind.Null ? null : best.GetInt32(), sweep.Best(beta));
            }
        }
    }

    [Fact]
    public void Tuning_without_labels_equals_the_golden_numbers()
    {
        var golden = GoldenJson.Load("sequence-pipeline/thresholds.json");
        foreach (var entry in golden.GetProperty("unsupervised").EnumerateArray())
        {
            var rows = entry.GetProperty("distances").EnumerateArray().Select(row => row.Numbers()).ToArray();
            var splits = entry.GetProperty("batch_splits").EnumerateArray().Select(split => split.GetInt32()).ToArray();
            var moments = new RunningMoments();
            foreach (var (state, batch) in entry.GetProperty("after_each_batch").EnumerateArray().ToArray().Index().Select(indexed => (indexed.Item, indexed.Index)))
            {
                for (var row = splits[batch]; row < splits[batch + 1]; row++) moments.Add(rows[row]);
                Assert.Equal(state.GetProperty("count").GetInt64(), moments.Count);
                Assert.Equal(state.Number("mean"), moments.Mean, 1e-11);
                GoldenJson.AssertClose([state.Number("var")], [moments.Variance], 1e-11);
            }
            var threshold = ThresholdTuning.Sigma(rows.SelectMany(row => row).ToArray(), entry.Number("scale"));
            GoldenJson.AssertClose([entry.Number("threshold")], [threshold], 1e-11);
            Assert.Equal(entry.GetProperty("flags").Numbers(), rows.Select(row => row.Max() > threshold ? 1.0 : 0));
        }
    }

    [Fact]
    public void The_log_rule_is_the_sigma_rule_of_logarithms()
    {
        double[] scores = [1, 10, 100, 1000];
        Assert.Equal(Math.Exp(ThresholdTuning.Sigma([.. scores.Select(score => Math.Log(score))], 2)), ThresholdTuning.LogSigma(scores, 2), 1e-9);
    }

    [Fact]
    public void Median_and_deviation_from_it_are_mean_and_deviation_of_gaussian_scores_and_unmoved_by_outliers()
    {
        Assert.Equal(3 + (2 * 1.4826 * 1), ThresholdTuning.MedianMad([1, 2, 3, 4, 4], 2), 1e-12);
        var random = new Random(3);
        var scores = Enumerable.Range(0, 20_000).Select(_ => 10 + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray();
        Assert.Equal(13, ThresholdTuning.MedianMad(scores, 3), 0.1);
        for (var i = 0; i < 200; i++) scores[i] = 1e6;
        Assert.Equal(13, ThresholdTuning.MedianMad(scores, 3), 0.15);
    }

    [Fact]
    public void A_budget_s_threshold_is_the_least_one_that_keeps_it()
    {
        var scores = Scores(20_000, 1);
        var policy = new AlertPolicy { Release = 0.9, Join = 10 };
        var tail = new AlarmTail(scores, policy);
        var (threshold, extrapolated) = tail.At(100.0 / scores.Length);
        Assert.False(extrapolated);
        Assert.InRange(Count(scores, policy, threshold), 90, 100);
        // The highest of all that keep it, for every threshold above keeps it too.
        foreach (var share in new[] { 1.01, 1.05, 1.2, 1.5 }) Assert.True(Count(scores, policy, share * threshold) <= 100);
        Assert.True(Count(scores, policy, 0.97 * threshold) > 100);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void A_budget_is_kept_within_a_fifth_on_scores_never_seen(int alarms)
    {
        // In 100,000 steps; the threshold comes from a fifth of them, where 3 alarms are less than one. What a single stretch says is worth little: the mean of many.
        var policy = new AlertPolicy { Release = 0.9, Join = 10 };
        var seen = new List<int>();
        for (var seed = 0; seed < 40; seed++)
        {
            var (threshold, extrapolated) = new AlarmTail(Scores(20_000, seed), policy).At(alarms / 100_000.0);
            Assert.True(extrapolated);
            seen.Add(Count(Scores(100_000, 1000 + seed), policy, threshold));
        }
        Assert.InRange(seen.Average() / alarms, 0.8, 1.2);
    }

    [Fact]
    public void A_budget_of_fewer_alarms_never_lowers_the_threshold()
    {
        var tail = new AlarmTail(Scores(5000, 2), new AlertPolicy { Needed = 2, Of = 3 });
        double previous = 0;
        for (var rate = 0.05; rate > 1e-7; rate /= 2)
        {
            var (threshold, _) = tail.At(rate);
            Assert.True(threshold >= previous);
            previous = threshold;
        }
    }

    [Fact]
    public void An_alarm_does_not_go_on_from_one_stretch_to_the_next()
    {
        var policy = new AlertPolicy { Join = 5 };
        Assert.Equal([3.0], new AlarmTail([0, 2, 3, 3, 2, 0], policy).Peaks(1));
        Assert.Equal([3.0, 3.0], new AlarmTail([0, 2, 3, double.NaN, 3, 2, 0], policy).Peaks(1));
        Assert.Equal(6, new AlarmTail([0, 2, 3, double.NaN, 3, 2, 0], policy).Steps);
    }

    [Fact]
    public void Budgets_in_time_need_steps_of_a_known_length()
    {
        var minutes = new TimeGrid(new TimeGridOptions(), TimeSpan.TicksPerMinute, 1);
        Assert.Equal(10_080, AlarmBudget.Of(2, AlarmPeriod.Week, minutes, TimeKind.Timestamp)!.Value.Steps);
        Assert.Equal(2 / 10_080.0, AlarmBudget.Of(2, AlarmPeriod.Week, minutes, TimeKind.Timestamp)!.Value.PerStep);
        Assert.Equal([60, 1440, 43_200], new[] { AlarmPeriod.Hour, AlarmPeriod.Day, AlarmPeriod.Month }.Select(per => AlarmBudget.Of(1, per, minutes, TimeKind.Timestamp)!.Value.Steps));
        Assert.Null(AlarmBudget.Of(2, AlarmPeriod.Week, minutes, TimeKind.Index));
        Assert.Null(AlarmBudget.Of(2, AlarmPeriod.Week, minutes with { Period = 0 }, TimeKind.Timestamp));
        Assert.Equal(1000, AlarmBudget.Of(2, AlarmPeriod.ThousandSteps, minutes with { Period = 0 }, TimeKind.Index)!.Value.Steps);
    }

    [Fact]
    public void A_budget_is_no_rule_for_scores_alone() =>
        Assert.Throws<ArgumentException>(() => ThresholdTuning.WithoutLabels([1, 2], new ThresholdOptions { Rule = ThresholdRule.Budget }));

    [Theory]
    [InlineData(-0.3)]
    [InlineData(0.0)]
    [InlineData(0.25)]
    public void Peaks_over_threshold_find_the_quantile_of_a_known_tail(double shape)
    {
        var random = new Random(11);
        var scores = Enumerable.Range(0, 200_000)
            .Select(_ => random.NextDouble()).Select(u => shape == 0 ? -Math.Log(u) : (Math.Pow(u, -shape) - 1) / shape).ToArray();
        var tail = GeneralizedPareto.Fit(scores, 0.98);
        var expected = shape == 0 ? -Math.Log(1e-4) : (Math.Pow(1e-4, -shape) - 1) / shape;
        Assert.InRange(tail.Exceeded(1e-4) / expected, 0.9, 1.1); // five standard errors of 4,000 peaks
        Assert.Equal(shape, tail.Shape, 0.06);
    }

    [Fact]
    public void Less_risk_never_lowers_the_threshold()
    {
        var random = new Random(12);
        var scores = Enumerable.Range(0, 2000).Select(_ => Math.Exp(random.NextDouble() * 3)).ToArray();
        var tail = GeneralizedPareto.Fit(scores, 0.95);
        double previous = 0;
        for (var risk = 0.1; risk > 1e-7; risk /= 3)
        {
            Assert.True(tail.Exceeded(risk) >= previous);
            previous = tail.Exceeded(risk);
        }
    }

    [Fact]
    public void Rules_that_need_labels_are_not_run_without()
    {
        Assert.Throws<ArgumentException>(() => ThresholdTuning.WithoutLabels([1, 2], new ThresholdOptions { Rule = ThresholdRule.Cost }));
        Assert.Throws<ArgumentException>(() => ThresholdTuning.WithoutLabels([double.NaN], new ThresholdOptions()));
    }

    // Smooth and with an exponential tail, as scores that are sums of logarithms have.
    private static double[] Scores(int count, int seed)
    {
        var random = new Random(seed);
        var raw = Enumerable.Range(0, count + 3).Select(_ => -Math.Log(1 - random.NextDouble())).ToArray();
        return [.. Enumerable.Range(0, count).Select(step => 3 + Math.Max(Math.Max(raw[step], raw[step + 1]), Math.Max(raw[step + 2], raw[step + 3])))];
    }

    private static int Count(double[] scores, AlertPolicy policy, double threshold) => new AlarmTail(scores, policy).Peaks(threshold).Count;
}
