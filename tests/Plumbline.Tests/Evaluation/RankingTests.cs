using Plumbline.Evaluation;
using Plumbline.Statistics;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Evaluation;

public sealed class RankingTests
{
    [Fact]
    public void The_fast_volume_equals_its_definition()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(15))
        {
            foreach (var window in new[] { 0, 1, 2, 7, 20 })
            {
                var naive = NaiveVolume.Of(scores, labels, window);
                var fast = VolumeUnderSurface.Of(scores, labels, window)!;
                Assert.Equal(naive.Roc, fast.Roc, 1e-10);
                Assert.Equal(naive.PrecisionRecall, fast.PrecisionRecall, 1e-10);
            }
        }
    }

    [Fact]
    public void A_monotone_transform_of_the_scores_changes_nothing()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(100))
        {
            var transformed = Array.ConvertAll(scores, score => Math.Exp(3 * score) - 100);
            Assert.Equal(RocCurve.Of(scores, labels)!.Area, RocCurve.Of(transformed, labels)!.Area);
            Assert.Equal(PrecisionRecallCurve.Of(scores, labels)!.AveragePrecision, PrecisionRecallCurve.Of(transformed, labels)!.AveragePrecision);
            Assert.Equal(PrecisionRecallCurve.Of(scores, labels)!.Best.F1, PrecisionRecallCurve.Of(transformed, labels)!.Best.F1);
            Assert.Equal(VolumeUnderSurface.Of(scores, labels, 10), VolumeUnderSurface.Of(transformed, labels, 10));
            Assert.Equal(RangeArea.Of(scores, labels, 10), RangeArea.Of(transformed, labels, 10));
            Assert.Equal(Pate.Area(scores, labels, 5, thresholds: 0), Pate.Area(transformed, labels, 5, thresholds: 0));
        }
    }

    [Fact]
    public void The_area_is_the_chance_to_rank_an_anomalous_step_higher()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(100))
        {
            var pairs =
                from anomalous in Enumerable.Range(0, labels.Length).Where(step => labels[step] != 0)
                from normal in Enumerable.Range(0, labels.Length).Where(step => labels[step] == 0)
                select scores[anomalous] > scores[normal] ? 1 : scores[anomalous] == scores[normal] ? 0.5 : 0;
            Assert.Equal(pairs.Average(), RocCurve.Of(scores, labels)!.Area, 1e-12);
        }
    }

    [Fact]
    public void Steps_without_a_score_are_left_out_with_their_labels()
    {
        double[] scores = [0.1, double.NaN, 0.9, 0.2, double.NaN, 0.3];
        int[] labels = [0, 0, 1, 0, 1, 0];
        double[] keptScores = [0.1, 0.9, 0.2, 0.3];
        int[] keptLabels = [0, 1, 0, 0];
        Assert.Equal(RocCurve.Of(keptScores, keptLabels)!.Area, RocCurve.Of(scores, labels)!.Area);
        Assert.Equal(PrecisionRecallCurve.Of(keptScores, keptLabels)!.AveragePrecision, PrecisionRecallCurve.Of(scores, labels)!.AveragePrecision);
        Assert.Equal(1, VolumeUnderSurface.Of(scores, labels, 0)!.PrecisionRecall);
    }

    [Fact]
    public void Normal_steps_without_a_score_behind_the_series_change_no_volume()
    {
        foreach (var (scores, labels) in RandomSeries.Draw(30))
        {
            double[] longer = [.. scores, .. Enumerable.Repeat(double.NaN, 30)];
            int[] longerLabels = [.. labels, .. new int[30]];
            Assert.Equal(VolumeUnderSurface.Of(scores, labels, 12), VolumeUnderSurface.Of(longer, longerLabels, 12));
        }
    }

    [Fact]
    public void Where_nothing_can_be_ranked_there_is_no_figure()
    {
        double[] scores = [0.1, 0.2, double.NaN];
        foreach (var labels in new int[][] { [0, 0, 0], [1, 1, 1], [0, 0, 1], [2, 1, 0] })
        {
            Assert.Null(RocCurve.Of(scores, labels));
            Assert.Null(PrecisionRecallCurve.Of(scores, labels));
            Assert.Null(VolumeUnderSurface.Of(scores, labels, 4));
            Assert.Null(RangeArea.Of(scores, labels, 4));
            Assert.Null(Pate.Area(scores, labels, 4));
        }
    }

    [Fact]
    public void A_random_score_reaches_the_share_of_anomalous_steps_and_no_more()
    {
        var labels = new int[20_000];
        for (var start = 500; start < labels.Length; start += 2000) Array.Fill(labels, 1, start, 200);
        var scores = RandomScore.Of(labels.Length, seed: 3);
        Assert.Equal(0.1, PrecisionRecallCurve.Of(scores, labels)!.AveragePrecision, 0.01);
        Assert.Equal(0.5, RocCurve.Of(scores, labels)!.Area, 0.02);
        Assert.Equal(scores, RandomScore.Of(labels.Length, seed: 3));
        Assert.NotEqual(scores, RandomScore.Of(labels.Length, seed: 4));
    }

    [Fact]
    public void The_period_of_a_sine_is_found_and_noise_or_nothing_gives_the_default()
    {
        var sine = Enumerable.Range(0, 3000).Select(step => Math.Sin(2 * Math.PI * step / 50)).ToArray();
        Assert.Equal(50, PeriodFinder.Find(sine));
        sine[17] = double.NaN;
        Assert.Equal(50, PeriodFinder.Find(sine));
        Assert.Equal(PeriodFinder.Default, PeriodFinder.Find(new double[1000]));
        Assert.Equal(PeriodFinder.Default, PeriodFinder.Find([]));
        Assert.Equal(PeriodFinder.Default, PeriodFinder.Find(Enumerable.Range(0, 3000).Select(step => Math.Sin(2 * Math.PI * step / 390)).ToArray()));
    }

    [Fact]
    public void The_accepted_lags_are_6_to_303_because_the_skip_is_added_after_the_test()
    {
        Assert.Equal(303, PeriodFinder.Find(Pulses(303)));
        Assert.Equal(PeriodFinder.Default, PeriodFinder.Find(Pulses(304)));
        Assert.Equal(6, PeriodFinder.Find(Pulses(6)));
        // of period 5 the lag 10 is the next local maximum but the highest one is at 5
        Assert.Equal(PeriodFinder.Default, PeriodFinder.Find(Pulses(5)));
    }

    private static double[] Pulses(int period) => Enumerable.Range(0, 3000).Select(step => step % period == 0 ? 1.0 : 0).ToArray();
}
