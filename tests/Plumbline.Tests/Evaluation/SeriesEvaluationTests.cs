using System.Text.Json;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;

namespace Plumbline.Tests.Evaluation;

public sealed class SeriesEvaluationTests
{
    [Fact]
    public void One_row_holds_the_figures_of_the_single_measures()
    {
        var (scores, labels) = RandomSeries.Draw(1).First();
        var series = ScoredSeries.At(0.6, scores, labels);
        var row = SeriesEvaluation.Of([series], 10, TimeSpan.FromMinutes(5), new CostModel());
        Assert.Equal(VolumeUnderSurface.Of(scores, labels, 10), row.Volume);
        Assert.Equal(PrecisionRecallCurve.Of(scores, labels)!.AveragePrecision, row.AucPr);
        Assert.Equal(RocCurve.Of(scores, labels)!.Area, row.AucRoc);
        Assert.Equal(PrecisionRecallCurve.Of(scores, labels)!.Best, row.Oracle);
        Assert.Equal(PointMetrics.Of(series.Flags.Span, labels), row.Points);
        Assert.Equal(EventMetrics.Of(series.Flags.Span, labels), row.Events);
        Assert.Equal(AlarmsPerDay.Of(series.Flags.Span, TimeSpan.FromMinutes(5)), row.Alarms);
        Assert.Equal(new CostModel().Evaluate(scores, labels, 0.6).Cost, row.Cost);
        Assert.Equal(PointAdjusted.Of(series.Flags.Span, labels).F1, row.PointAdjustedF1);
    }

    [Fact]
    public void An_event_at_the_end_of_one_series_does_not_reach_into_the_next()
    {
        var first = ScoredSeries.At(0.5, new[] { 0.1, 0.2, 0.9, 0.8 }, new[] { 0, 0, 1, 1 });
        var second = ScoredSeries.At(0.5, new[] { 0.7, 0.3, 0.1, 0.2 }, new[] { 1, 1, 0, 0 });
        var row = SeriesEvaluation.Of([first, second], 2, TimeSpan.FromHours(1));
        Assert.Equal(2, row.Events.Events);
        Assert.Equal(2, row.Events.Alarms);
        Assert.Equal(new PointMetrics(3, 0, 1, 4), row.Points);
        Assert.Equal((2, 8, 8, 4), (row.Series, row.Steps, row.ScoredSteps, row.AnomalousSteps));
        Assert.Equal(new AlarmsPerDay(2, 8 / 24.0), row.Alarms);
        Assert.Equal(RocCurve.Of([0.1, 0.2, 0.9, 0.8, 0.7, 0.3, 0.1, 0.2], [0, 0, 1, 1, 1, 1, 0, 0])!.Area, row.AucRoc);
    }

    [Fact]
    public void The_order_of_the_series_does_not_matter()
    {
        var series = RandomSeries.Draw(5).Select(one => ScoredSeries.At(0.6, one.Scores, one.Labels)).ToList();
        var forward = SeriesEvaluation.Of(series, 10);
        series.Reverse();
        var backward = SeriesEvaluation.Of(series, 10);
        Assert.Equal(forward.Volume!.PrecisionRecall, backward.Volume!.PrecisionRecall, 1e-10);
        Assert.Equal(forward.Volume.Roc, backward.Volume.Roc, 1e-10);
        Assert.Equal(forward.Events.F1, backward.Events.F1);
        Assert.Equal(forward.Points, backward.Points);
    }

    [Fact]
    public void Buffers_do_not_reach_from_one_series_into_the_next()
    {
        // the flag at the start of the second series lies right behind the event of the first one, but not in its time
        var first = ScoredSeries.At(0.5, new[] { 0.1, 0.1, 0.1, 0.9 }, new[] { 0, 0, 0, 1 });
        var second = ScoredSeries.At(0.5, new[] { 0.95, 0.1, 0.1, 0.1 }, new int[4]);
        var apart = SeriesEvaluation.Of([first, second], 4).Volume!.Roc;
        var joined = VolumeUnderSurface.Of([0.1, 0.1, 0.1, 0.9, 0.95, 0.1, 0.1, 0.1], [0, 0, 0, 1, 0, 0, 0, 0], 4)!.Roc;
        Assert.True(apart < joined, $"{apart} < {joined}");
    }

    [Fact]
    public void Without_events_the_ranking_figures_are_missing_and_the_alarms_stay()
    {
        var row = SeriesEvaluation.Of([ScoredSeries.At(0.5, new[] { 0.1, 0.9, double.NaN }, new int[3])], 5, TimeSpan.FromDays(1), new CostModel());
        Assert.Null(row.Volume);
        Assert.Null(row.AucPr);
        Assert.Null(row.AucRoc);
        Assert.Null(row.Oracle);
        Assert.Null(row.Events.F1);
        Assert.Null(row.PointAdjustedF1);
        Assert.Equal(2, row.ScoredSteps);
        Assert.Equal(1, row.Cost);
        Assert.Equal(1 / 3.0, row.Alarms!.PerDay);
    }

    [Fact]
    public void A_row_survives_json()
    {
        var (scores, labels) = RandomSeries.Draw(1).First();
        foreach (var truth in new[] { labels, new int[labels.Length] })
        {
            var row = SeriesEvaluation.Of([ScoredSeries.At(0.6, scores, truth)], 10, TimeSpan.FromMinutes(5), new CostModel());
            Assert.Equal(row, JsonSerializer.Deserialize<SeriesEvaluation>(JsonSerializer.Serialize(row)));
        }
    }

    [Fact]
    public void Series_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SeriesEvaluation.Of([], 5));
        Assert.Throws<ArgumentException>(() => SeriesEvaluation.Of([new ScoredSeries(new double[3], new bool[2], new int[3])], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesEvaluation.Of([new ScoredSeries(new double[3], new bool[3], new int[3])], -1));
    }
}
