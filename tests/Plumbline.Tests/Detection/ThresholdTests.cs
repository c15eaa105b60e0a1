using Plumbline.Detection;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection;

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
}
