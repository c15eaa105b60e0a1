using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Tests.Detection;

public sealed class DetectorTests
{
    [Fact]
    public void Fitting_and_scoring_twice_give_the_same_bits()
    {
        var again = SmallFleet.Fit(Presets.Named("dense").Options);
        Assert.Equal(SmallFleet.Dense.Id, again.Id);
        Assert.Equal(SmallFleet.Dense.Threshold, again.Threshold);
        Assert.Equal(Scores(SmallFleet.Dense), Scores(again));
    }

    [Fact]
    public void Another_seed_gives_another_network()
    {
        var options = Presets.Named("dense").Options;
        Assert.NotEqual(Scores(SmallFleet.Dense), Scores(SmallFleet.Fit(options with { Train = options.Train with { Seed = 1 } })));
    }

    [Fact]
    public void The_order_of_signals_in_the_data_plays_no_part_in_scoring()
    {
        var frame = SmallFleet.Unseen(0);
        var (rows, verdicts) = SmallFleet.Dense.Score(frame);
        var (reversedRows, reversedVerdicts) = SmallFleet.Dense.Score(SmallFleet.Reversed(frame));
        Assert.Equal(rows.RawScores, reversedRows.RawScores);
        Assert.Equal(verdicts.Select(verdict => verdict.Signals[0]), reversedVerdicts.Select(verdict => verdict.Signals[0]));
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("pca")]
    [InlineData("windowed")]
    public void A_score_does_not_depend_on_rows_after_it(string detector)
    {
        var fitted = Named(detector);
        var frame = SmallFleet.Unseen(1);
        var whole = fitted.Score(frame).Rows.RawScores;
        foreach (var count in new[] { 1, 7, 100 }) Assert.Equal(whole[..count], fitted.Score(frame.Slice(0, count)).Rows.RawScores);
    }

    [Theory]
    [InlineData("dense", 1)]
    [InlineData("dense", 17)]
    [InlineData("windowed", 1)]
    [InlineData("windowed", 5)]
    [InlineData("mixture", 1)]
    [InlineData("mixture", 5)]
    [InlineData("predictor", 1)]
    [InlineData("predictor", 50)]
    public void Rows_scored_piece_by_piece_equal_rows_scored_at_once(string detector, int piece)
    {
        var fitted = Named(detector);
        var frame = SmallFleet.Unseen(2).Slice(0, 300);
        var (whole, verdicts) = fitted.Score(frame);
        var scorer = fitted.NewScorer(frame.Entity);
        var (scores, statuses) = (new List<double>(), new List<VerdictStatus>());
        for (var row = 0; row < frame.StepCount; row += piece)
        {
            var rows = scorer.Score(frame.Slice(row, Math.Min(piece, frame.StepCount - row)));
            scores.AddRange(rows.RawScores);
            statuses.AddRange(rows.Statuses);
        }
        scorer.Finish();
        Assert.Equal(whole.RawScores, scores);
        Assert.Equal(whole.Statuses, statuses);
        Assert.Equal(verdicts.Select(verdict => (verdict.Id, verdict.From, verdict.To, verdict.RawScore)),
            scorer.TakeVerdicts().Select(verdict => (verdict.Id, verdict.From, verdict.To, verdict.RawScore)));
    }

    [Fact]
    public void A_row_alone_scores_as_in_its_file_to_the_bit()
    {
        var frame = SmallFleet.Unseen(0);
        var whole = SmallFleet.Dense.Score(frame).Rows.RawScores;
        for (var row = 0; row < frame.StepCount; row += 37)
        {
            if (!frame.Row(row).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
                Assert.Equal(whole[row], SmallFleet.Dense.Score(frame.Slice(row, 1)).Rows.RawScores[0]);
        }
    }

    [Fact]
    public void Fewer_rows_than_a_window_are_not_enough_data()
    {
        var rows = Named("windowed").Score(SmallFleet.Unseen(0).Slice(0, 8)).Rows;
        Assert.All(rows.Statuses[..5], status => Assert.Equal(VerdictStatus.NotEnoughData, status));
        Assert.All(rows.RawScores[..5], score => Assert.True(double.IsNaN(score)));
        Assert.DoesNotContain(double.NaN, rows.RawScores[5..]);
    }

    [Fact]
    public void Windows_start_anew_after_a_long_pause()
    {
        var frame = SmallFleet.Unseen(0).Slice(0, 40);
        var times = frame.Time.Values.ToArray();
        for (var step = 20; step < times.Length; step++) times[step] += TimeSpan.FromHours(3).Ticks;
        var paused = new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(TimeKind.Timestamp, times), frame.Values);
        var statuses = Named("windowed").Score(paused).Rows.Statuses;
        Assert.Equal(10, statuses.Count(status => status == VerdictStatus.NotEnoughData));
    }

    [Fact]
    public void A_signal_that_stops_reporting_is_an_anomaly_with_its_name_on_top()
    {
        var frame = SmallFleet.Unseen(0).Slice(0, 60);
        var values = frame.Values.ToArray();
        for (var step = 30; step < 60; step++) values[(step * frame.SignalCount) + 4] = double.NaN;
        var (rows, verdicts) = SmallFleet.Dense.Score(new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values));
        var verdict = verdicts[^1];
        Assert.Equal(VerdictStatus.Anomalous, rows.Statuses[59]);
        Assert.Equal((frame.Signals[4], Direction.Silent, null), (verdict.Signals[0].Name, verdict.Signals[0].Direction, verdict.Signals[0].Observed));
        Assert.True(verdict.ImputedShare > 0);
    }

    [Fact]
    public void Too_much_imputed_is_not_enough_data_and_never_a_score_of_zero()
    {
        var frame = SmallFleet.Unseen(0).Slice(0, 10);
        var values = frame.Values.ToArray();
        values.AsSpan(5 * frame.SignalCount).Fill(double.NaN);
        var rows = SmallFleet.Dense.Score(new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values)).Rows;
        Assert.All(rows.Statuses[5..], status => Assert.Equal(VerdictStatus.NotEnoughData, status));
        Assert.All(rows.RawScores[5..], score => Assert.True(double.IsNaN(score)));
    }

    [Theory]
    [InlineData(ScoreKind.SquaredError)]
    [InlineData(ScoreKind.WeightedSquaredError)]
    [InlineData(ScoreKind.MahalanobisTime)]
    [InlineData(ScoreKind.MahalanobisFeature)]
    public void Every_score_finds_most_of_what_was_injected_and_splits_it_wholly(ScoreKind score)
    {
        var options = SmallFleet.Windowed with { Calibrate = new CalibrationOptions { Score = score }, Threshold = new ThresholdOptions { Rule = ThresholdRule.Quantile, Quantile = 1 } };
        var detector = SmallFleet.Fit(options);
        var verdicts = SmallFleet.Data.Frames.SelectMany((_, entity) => detector.Score(SmallFleet.Unseen(entity)).Verdicts).ToList();
        var found = SmallFleet.Data.Anomalies.Count(anomaly => verdicts.Any(verdict =>
            verdict.Entity == anomaly.Entity && verdict.FromRow <= anomaly.To && verdict.ToRow >= anomaly.From));
        Assert.True(found * 2 > SmallFleet.Data.Anomalies.Count, $"{found} of {SmallFleet.Data.Anomalies.Count}");
        Assert.All(verdicts, verdict =>
        {
            Assert.Equal(1, verdict.Signals.Sum(signal => signal.Share), 1e-9);
            Assert.Equal(verdict.Signals.Select(signal => signal.Share).OrderDescending(), verdict.Signals.Select(signal => signal.Share));
            Assert.True(verdict.Score > 1);
            Assert.InRange(verdict.Severity, 50, 100);
        });
    }

    [Fact]
    public void A_jump_is_blamed_on_its_signal_and_side_with_observed_and_expected_in_its_unit()
    {
        var frame = SmallFleet.Data.Frames[0].Slice(0, 50);
        var values = frame.Values.ToArray();
        var signal = frame.Signals.ToList().IndexOf("ambient_temp_c");
        values[(40 * frame.SignalCount) + signal] += 60;
        var verdict = Explanation.Of(SmallFleet.Dense, new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values), 40);
        Assert.Equal(VerdictStatus.Anomalous, verdict.Status);
        Assert.Equal(("ambient_temp_c", Direction.High), (verdict.Signals[0].Name, verdict.Signals[0].Direction));
        Assert.Equal(values[(40 * frame.SignalCount) + signal], verdict.Signals[0].Observed!.Value, 0.1);
        Assert.True(verdict.Signals[0].Expected < verdict.Signals[0].Observed);
    }

    [Fact]
    public void An_explanation_has_the_score_of_its_row()
    {
        var frame = SmallFleet.Unseen(1);
        foreach (var detector in new[] { SmallFleet.Dense, Named("windowed") })
        {
            var rows = detector.Score(frame).Rows;
            foreach (var row in new[] { 10, 99, 300 }) Assert.Equal(rows.RawScores[row], Explanation.Of(detector, frame, row).RawScore);
        }
    }

    [Fact]
    public void An_explanation_splits_the_score_among_the_steps_of_the_window()
    {
        var frame = SmallFleet.Unseen(0).Slice(0, 40);
        var values = frame.Values.ToArray();
        values[(30 * frame.SignalCount) + 5] *= 3;
        var verdict = Explanation.Of(Named("windowed"), new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values), 32);
        Assert.Equal(6, verdict.Steps.Count);
        Assert.Equal(frame.Time.Format(27), verdict.Steps[0].At);
        Assert.Equal(frame.Time.Format(30), verdict.Steps.MaxBy(step => step.Share)!.At);
        Assert.Equal(1, verdict.Steps.Sum(step => step.Share), 1e-9);
    }

    [Fact]
    public void Verdicts_have_the_same_identity_when_scored_again()
    {
        var ids = SmallFleet.Dense.Score(SmallFleet.Unseen(0)).Verdicts.Select(verdict => verdict.Id).ToList();
        Assert.Equal(ids, SmallFleet.Dense.Score(SmallFleet.Unseen(0)).Verdicts.Select(verdict => verdict.Id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void A_verdict_has_the_names_of_its_contract_in_json()
    {
        var verdict = SmallFleet.Dense.Score(SmallFleet.Unseen(0)).Verdicts[0];
        var json = System.Text.Json.JsonSerializer.SerializeToElement(verdict, DetectionJson.Default.Verdict);
        Assert.Equal(["id", "detector", "bundle", "entity", "from", "to", "from_row", "to_row", "status", "score", "raw_score", "threshold", "severity", "imputed_share", "signals", "steps", "outside_range", "families", "ongoing", "relations", "like", "repair", "text"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("anomalous", json.GetProperty("status").GetString());
        Assert.Equal(["name", "share", "direction", "observed", "expected", "deviation"], json.GetProperty("signals")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["at", "share"], json.GetProperty("steps")[0].EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Parts_of_different_detectors_do_not_make_one()
    {
        var (dense, other) = (SmallFleet.Dense, Named("windowed"));
        Assert.Throws<ArgumentException>(() => new Detector("x", dense.Options, dense.Preprocessor, dense.Model, other.Errors, dense.Threshold, dense.Summary));
    }

    private static Detector Named(string name) => name switch { "dense" => SmallFleet.Dense, "pca" => SmallFleet.Pca, "mixture" => SmallFleet.Mixture, "predictor" => SmallFleet.Predictor, _ => Windowed };

    private static Detector Windowed { get; } = SmallFleet.Fit(SmallFleet.Windowed);

    private static double[] Scores(Detector detector) => detector.Score(SmallFleet.Unseen(0)).Rows.RawScores;
}
