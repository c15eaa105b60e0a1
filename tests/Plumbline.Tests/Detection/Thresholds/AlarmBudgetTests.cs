using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection.Thresholds;

/// <summary>Budgets, joined alarms and rising thresholds through a whole detector.</summary>
public sealed class AlarmBudgetTests
{
    private static readonly AlertPolicy Policy = new() { Release = 0.8, Join = 6, Rise = 0.01, Hold = true };

    [Fact]
    public void Defaults_are_pinned()
    {
        var options = new ThresholdOptions();
        Assert.Equal((2, AlarmPeriod.Week), (options.Alarms, options.Per));
        Assert.Contains("threshold.alarms", Assert.Single(new ThresholdOptions { Alarms = 0 }.Problems()), StringComparison.Ordinal);
        foreach (var preset in new[] { "auto", "auto-stream" })
        {
            var auto = Presets.Named(preset).Options;
            Assert.Equal((ThresholdRule.Budget, 1, AlarmPeriod.ThousandSteps), (auto.Threshold.Rule, auto.Threshold.Alarms, auto.Threshold.Per));
            Assert.Equal(new AlertPolicy { Release = 0.9, Join = 60, Settle = 720, Rise = 0.002 }, auto.Alert);
        }
    }

    [Fact]
    public void A_fit_finds_the_budget_s_threshold_and_says_what_others_would_take()
    {
        var options = Presets.Named("pca").Options;
        var detector = SmallFleet.Fit(options with { Threshold = new ThresholdOptions { Rule = ThresholdRule.Budget, Alarms = 1, Per = AlarmPeriod.Day } });
        var alarms = detector.Summary.Alarms!;
        Assert.Equal([(1, AlarmPeriod.Day), (2, AlarmPeriod.Week), (1, AlarmPeriod.Month)], alarms.Select(one => (one.Alarms, one.Per)));
        Assert.Equal(detector.Threshold.Value, alarms[0].Threshold);
        Assert.True(alarms[0].Threshold < alarms[1].Threshold && alarms[1].Threshold < alarms[2].Threshold);
        Assert.True(alarms[2].Extrapolated);
        Assert.Equal(288, detector.Threshold.BudgetSteps); // of five minutes
        Assert.StartsWith("at most 1 alarm a day", detector.Threshold.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThresholdRule.Budget, false)]
    [InlineData(ThresholdRule.Sigma, true)]
    public void A_budget_in_time_is_refused_where_there_are_no_times(ThresholdRule rule, bool hold)
    {
        var frame = new SeriesFrame("", ["a"], TimeAxis.Counting(400), Enumerable.Range(0, 400).Select(step => Math.Sin(step)).ToArray());
        var options = new DetectorOptions { Model = new Plumbline.Models.ZScoreOptions(), Threshold = new ThresholdOptions { Rule = rule }, Alert = new AlertPolicy { Hold = hold } };
        var fault = Assert.Throws<DataFormatException>(() => DetectorFit.Run([frame], options));
        Assert.Contains("no regular times for a budget of 2 alarms a week", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1000, DetectorFit.Run([frame], options with { Threshold = options.Threshold with { Per = AlarmPeriod.ThousandSteps } }).Threshold.BudgetSteps);
    }

    [Fact]
    public void Verdicts_are_the_same_in_pieces()
    {
        var detector = With(Policy);
        foreach (var frame in Enumerable.Range(0, 3).Select(SmallFleet.Unseen))
        {
            var (rows, verdicts) = detector.Score(frame);
            var scorer = detector.NewScorer(frame.Entity);
            var statuses = new List<VerdictStatus>();
            for (var start = 0; start < frame.StepCount; start += 23) statuses.AddRange(scorer.Score(frame.Slice(start, Math.Min(23, frame.StepCount - start))).Statuses);
            statuses.AddRange(scorer.Finish().Statuses);
            Assert.Equal(rows.Statuses, statuses);
            Assert.Equal(verdicts.Select(verdict => (verdict.Id, verdict.FromRow, verdict.ToRow)), scorer.TakeVerdicts().Select(verdict => (verdict.Id, verdict.FromRow, verdict.ToRow)));
        }
    }

    [Fact]
    public void Alarms_that_are_joined_are_one_verdict_that_ends_with_the_last_step_in_alarm()
    {
        var low = Low();
        var (apart, joined) = (With(new AlertPolicy(), low), With(new AlertPolicy { Join = 12 }, low));
        var frames = Enumerable.Range(0, 3).Select(SmallFleet.Unseen).ToList();
        var fewer = 0;
        foreach (var frame in frames)
        {
            var (rows, one) = apart.Score(frame);
            var (same, other) = joined.Score(frame);
            Assert.Equal(rows.Statuses, same.Statuses);
            Assert.All(other, verdict => Assert.Contains(one, each => each.FromRow == verdict.FromRow));
            Assert.All(other, verdict => Assert.Contains(one, each => each.ToRow == verdict.ToRow));
            for (var i = 1; i < other.Count; i++) Assert.True(other[i].FromRow - other[i - 1].ToRow > 12);
            fewer += one.Count - other.Count;
        }
        Assert.True(fewer > 0);
    }

    [Fact]
    public void A_budget_that_is_held_leaves_fewer_alarms_each_graver_than_what_is_owed_asks()
    {
        var low = Low();
        var (free, held) = (0, 0);
        foreach (var frame in Enumerable.Range(0, 3).Select(SmallFleet.Unseen))
        {
            free += With(new AlertPolicy(), low).Score(frame).Verdicts.Count;
            var verdicts = With(new AlertPolicy { Hold = true }, low).Score(frame).Verdicts;
            held += verdicts.Count;
            for (var spent = 0; spent < verdicts.Count; spent++) // of two that come back in a million steps
                Assert.True(verdicts[spent].Score > Math.Exp(0.1 * Math.Max(0, spent - 1)) - 1e-3, $"alarm {spent} is {verdicts[spent].Score}");
        }
        Assert.True(held < free, $"{held} of {free} alarms");
    }

    // A tenth of all unseen steps is over it.
    private static double Low() => Quantile.Of([.. Enumerable.Range(0, 3).SelectMany(entity => SmallFleet.Pca.Score(SmallFleet.Unseen(entity)).Rows.RawScores)], 0.9);

    private static Detector With(AlertPolicy policy, double? threshold = null)
    {
        var of = SmallFleet.Pca;
        return new Detector(of.Id, of.Options with { Alert = policy }, of.Preprocessor, of.Model, of.Errors, of.Threshold with { Value = threshold ?? of.Threshold.Value, BudgetSteps = 1e6 }, of.Summary);
    }
}
