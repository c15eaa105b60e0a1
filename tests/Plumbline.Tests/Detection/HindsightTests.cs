using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Detection;

/// <summary>Models that wait for later steps: whose score comes when, and what becomes of the last steps.</summary>
public sealed class HindsightTests
{
    private const int Length = 4;

    /// <summary>Own scores are 1 at the step that is 1 and 0 elsewhere, so a score says which step was judged.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 5)]
    [InlineData(0, 2)]
    public void The_score_is_that_of_the_step_itself_not_of_the_one_that_ends_its_window(int delay, int around)
    {
        foreach (var step in new[] { 10, 25, 39 })
        {
            var scores = Detector(delay, around).Score(Spike(40, step)).Rows.RawScores;
            Assert.Equal(1, scores[step]);
            for (var other = Length - 1; other < scores.Length; other++)
            {
                var near = Math.Abs(other - step) <= around && around > 0;
                Assert.True(other == step || (near ? scores[other] is > 0 and < 1 : scores[other] == 0), $"step {other}: {scores[other]}");
            }
        }
    }

    [Fact]
    public void The_mean_is_of_the_steps_around_as_far_as_there_are()
    {
        var scores = Detector(1, 3).Score(Spike(30, 28)).Rows.RawScores;
        Assert.Equal(0.9 / 4, scores[29], 1e-12); // of the steps 26 to 29
    }

    [Theory]
    [InlineData(0, 0, 6)]
    [InlineData(2, 3, 6)]
    [InlineData(1, 4, 2)]
    public void The_past_counts_as_well_as_far_back_as_asked_for(int delay, int around, int past)
    {
        var scores = Detector(delay, around, past: past).Score(Spike(60, 20)).Rows.RawScores;
        Assert.Equal(1, scores[20]);
        for (var other = 14; other < 60; other++)
        {
            if (other == 20) continue;
            var near = Math.Abs(other - 20) <= around ? 0.9 / ((2 * around) + 1) : 0;
            var before = other - 20 <= past && 20 - other <= around ? 0.8 / (around + past + 1) : 0;
            Assert.Equal(Math.Max(near, before), scores[other], 1e-12);
        }
    }

    [Fact]
    public void Rows_of_a_model_that_only_looks_back_come_at_once()
    {
        var (detector, frame) = (Detector(0, 0, past: 9), Spike(50, 30));
        var whole = detector.Score(frame).Rows.RawScores;
        var scorer = detector.NewScorer("");
        for (var row = 0; row < frame.StepCount; row++) Assert.Equal([whole[row]], scorer.Score(frame.Slice(row, 1)).RawScores);
        Assert.Empty(scorer.Finish().RawScores);
    }

    [Fact]
    public void The_first_steps_that_no_window_judges_are_not_enough_data()
    {
        var statuses = Detector(2, 1).Score(Spike(30, 20)).Rows.Statuses;
        Assert.Equal(Length - 1 - 2, statuses.Count(status => status == VerdictStatus.NotEnoughData));
        Assert.All(Detector(2, 1).Score(Spike(Length - 1, 0)).Rows.Statuses, status => Assert.Equal(VerdictStatus.NotEnoughData, status));
    }

    [Fact]
    public void Rows_come_once_in_their_order_as_soon_as_they_are_judged()
    {
        var (detector, frame) = (Detector(2, 3), Spike(50, 30));
        var whole = detector.Score(frame).Rows;
        var scorer = detector.NewScorer("");
        var (scores, rows) = (new List<double>(), new List<long>());
        for (var row = 0; row < frame.StepCount; row += 7)
        {
            var piece = frame.Slice(row, Math.Min(7, frame.StepCount - row));
            Take(scorer.Score(piece));
            Assert.Equal(Math.Max(0, row + piece.StepCount - 5), rows.Count);
        }
        Take(scorer.Finish());
        Assert.Equal(whole.RawScores, scores);
        Assert.Equal(frame.Rows.ToArray(), rows);

        void Take(ScoredRows some)
        {
            scores.AddRange(some.RawScores);
            rows.AddRange(some.Frame.Rows.ToArray());
            for (var row = 0; row < some.RawScores.Length; row++) Assert.Equal(frame.Row((int)some.Frame.Rows.Span[row]), some.Frame.Row(row));
        }
    }

    [Fact]
    public void A_pause_ends_the_waiting()
    {
        var frame = Spike(40, 18);
        var times = Enumerable.Range(0, 40).Select(step => new DateTime(2026, 1, 1).AddMinutes(step < 20 ? step : step + 600).Ticks).ToArray();
        var paused = new SeriesFrame("", frame.Signals, new TimeAxis(TimeKind.Timestamp, times), frame.Values);
        var scores = Detector(2, 3, TimeKind.Timestamp).Score(paused).Rows.RawScores;
        Assert.Equal(1, scores[18]);
        Assert.True(double.IsNaN(scores[20]));
        Assert.Equal(0, scores[21]);
    }

    [Fact]
    public void The_verdict_names_the_time_and_the_values_of_the_judged_step()
    {
        var (_, verdicts) = Detector(2, 0).Score(Spike(40, 20));
        var verdict = Assert.Single(verdicts);
        Assert.Equal(("20", "20", 20), (verdict.From, verdict.To, (int)verdict.FromRow));
        Assert.Equal(1, verdict.Signals[0].Observed!.Value, 1e-6);
    }

    [Fact]
    public void A_row_is_explained_as_it_was_scored()
    {
        var (detector, frame) = (Detector(2, 3), Spike(40, 20));
        var scores = detector.Score(frame).Rows.RawScores;
        foreach (var row in new[] { 5, 17, 20, 23, 38, 39 }) Assert.Equal(scores[row], Explanation.Of(detector, frame, row).RawScore);
        Assert.Equal("20", Explanation.Of(detector, frame, 20).Steps.MaxBy(step => step.Share)!.At);
    }

    [Fact]
    public void Rows_of_several_entities_are_written_in_their_order_each_in_its_turn()
    {
        var lines = Enumerable.Range(0, 60).Select(row => $"{row},{(row % 3 == 0 ? "x" : "y")},{(row is 30 or 40 ? 1 : 0)}");
        using var source = new SeriesCsvReader(Data.CsvText.Stream("index,entity,a\n" + string.Join('\n', lines) + "\n"), "a.csv", new SeriesCsvOptions { BatchRows = 7 });
        using var written = new MemoryStream();
        var scoring = new SeriesScoring(Detector(2, 3), _ => { });
        using (var writer = new ScoresCsvWriter(written, TimeKind.Index, hasEntities: true)) scoring.Score(source, writer);
        scoring.Finish();
        var rows = System.Text.Encoding.UTF8.GetString(written.ToArray()).Trim().Split('\n').Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(Enumerable.Range(0, 60), rows.Select(row => int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(60, scoring.Rows);
        Assert.Equal(["30", "40"], rows.Where(row => row[3] == "1").Select(row => row[0]));
    }

    private static SeriesFrame Spike(int steps, int at)
    {
        var values = new double[steps];
        values[at] = 1;
        return new SeriesFrame("", ["a"], TimeAxis.Counting(steps), values);
    }

    private static Detector Detector(int delay, int around, TimeKind kind = TimeKind.Index, int past = 0)
    {
        var options = new DetectorOptions
        {
            Prepare = new PreprocessorOptions { Grid = new TimeGridOptions { Enabled = kind == TimeKind.Timestamp }, Scale = new ScalerOptions { Kind = ScalingKind.None, Clip = ClipKind.None } },
            Model = new AutoOptions(),
            Calibrate = new CalibrationOptions { Score = ScoreKind.Own, Share = 0 },
            Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 0.5 },
            Alert = new AlertPolicy { Needed = 1, Of = 1 },
        };
        var fit = new SeriesFrame("", ["a"], kind == TimeKind.Index ? TimeAxis.Counting(50)
            : new TimeAxis(kind, Enumerable.Range(0, 50).Select(step => new DateTime(2025, 1, 1).AddMinutes(step).Ticks).ToArray()), Enumerable.Range(0, 50).Select(step => step % 2.0).ToArray());
        var preprocessor = Preprocessor.Fit([fit], options.Prepare);
        var model = new Newest(delay, around, past);
        var errors = new ErrorDistribution(ScoreKind.Own, Length, new double[] { 1 }, null, 1);
        return new Detector("id", options, preprocessor, model, errors, new Threshold(0.5, ThresholdRule.Fixed, "", 0), new FitSummary("", "", 1, 50, 0, new Dictionary<string, int>(), [], 0, null, null));
    }

    // Scores the judged step of a window by its value.
    private sealed class Newest(int delay, int around, int past) : IScoringModel
    {
        public int WindowLength => Length;

        public int SignalCount => 1;

        public long ParameterCount => 0;

        public Hindsight Hindsight => new(delay, around, 0, past);

        public void Score(ReadOnlySpan<float> windows, Span<double> scores)
        {
            for (var window = 0; window < scores.Length; window++) scores[window] = windows[((window + 1) * Length) - 1 - delay];
        }

        public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
        {
            contributions.Clear();
            contributions[Length - 1 - delay] = window[Length - 1 - delay];
        }

        public IScoringModel Sooner(int sooner) => new Newest(sooner, around, past);

        public IReadOnlyList<SafeTensor> ToTensors() => [];
    }
}
