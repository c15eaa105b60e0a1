using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

/// <summary>Who is to blame for anomalies, against what was usual before they began.</summary>
public sealed class BlameTests
{
    private const int Onset = 300, End = 419;

    private static readonly Lazy<SeriesFrame> Fallen = new(() => FollowingSignals.Rows(600, 2, (row, values) =>
    {
        if (row is >= Onset and <= End) values[4] = 40 + (values[4] / 20);
    }));

    [Theory]
    [InlineData("auto")]
    [InlineData("zscore")]
    public void A_verdict_names_the_signal_that_moved_its_direction_and_its_level_before(string kind)
    {
        var detector = kind == "auto" ? FollowingSignals.Auto : FollowingSignals.ZScore;
        var verdict = detector.Score(Fallen.Value).Verdicts.Single(verdict => verdict.FromRow <= End && verdict.ToRow >= Onset);
        Assert.Equal(("inlet", Direction.Low), (verdict.Signals[0].Name, verdict.Signals[0].Direction));
        Assert.InRange(verdict.Signals[0].Observed!.Value, 42, 45);
        Assert.InRange(verdict.Signals[0].Expected, 66, 74);
        Assert.Equal(1, verdict.Signals.Sum(signal => signal.Share), 1e-9);
    }

    [Fact]
    public void A_row_late_in_an_anomaly_is_compared_with_the_time_before_the_anomaly()
    {
        var signal = Explanation.Of(FollowingSignals.Auto, Fallen.Value, Onset + 70).Signals[0];
        Assert.Equal(("inlet", Direction.Low), (signal.Name, signal.Direction));
        Assert.InRange(signal.Expected, 66, 74);
        Assert.Equal(Fallen.Value.Row(Onset + 70)[4], signal.Observed!.Value, 1e-3);
    }

    [Fact]
    public void Of_rows_that_are_given_the_first_is_the_onset()
    {
        var verdict = Explanation.Of(FollowingSignals.Auto, Fallen.Value, new StepRange(Onset, End));
        Assert.Equal((VerdictStatus.Anomalous, Onset, End), (verdict.Status, verdict.FromRow, verdict.ToRow));
        Assert.Equal(("inlet", Direction.Low), (verdict.Signals[0].Name, verdict.Signals[0].Direction));
        Assert.InRange(verdict.Signals[0].Expected, 66, 74);
        Assert.Equal(End - Onset + 1, verdict.Steps.Count);
        Assert.Equal(1, verdict.Steps.Sum(step => step.Share), 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Explanation.Of(FollowingSignals.Auto, Fallen.Value, new StepRange(590, 600)));
    }

    [Fact]
    public void Rows_in_pieces_give_the_blame_of_rows_in_one()
    {
        var whole = FollowingSignals.Auto.Score(Fallen.Value).Verdicts;
        var scorer = FollowingSignals.Auto.NewScorer("");
        for (var row = 0; row < 600; row += 23) scorer.Score(Fallen.Value.Slice(row, Math.Min(23, 600 - row)));
        scorer.Finish();
        Assert.Equal(whole.Select(verdict => verdict.Text), scorer.TakeVerdicts().Select(verdict => verdict.Text));
    }

    [Fact]
    public void Steps_are_kept_up_to_the_capacity_and_their_level_is_the_median_before()
    {
        var recent = new RecentSteps(FollowingSignals.ZScore);
        for (var step = 0; step < 100; step++) recent.Add(Step(step < 90 ? step % 3 : 50));
        Assert.Equal(RecentSteps.Capacity, recent.Count);
        Assert.Equal((50f, 50f, 2f), (recent.Values(0)[0], recent.Values(9)[0], recent.Values(10)[0]));
        Assert.All(recent.Level(10), level => Assert.Equal(1, level));
        Assert.True(recent.Range(0) >= 50);
        recent.Clear();
        Assert.Equal(0, recent.Count);
    }

    [Fact]
    public void The_first_step_after_a_pause_brings_what_its_window_holds_before_it()
    {
        var recent = new RecentSteps(FollowingSignals.Auto);
        var window = new float[121 * 6];
        for (var i = 0; i < window.Length; i++) window[i] = i / 6;
        recent.Add(new ScoredStep { Step = 0, After = 20, RawScore = 1, ImputedShare = 0, Origins = new Plumbline.Preprocessing.ValueOrigin[6], Window = window });
        Assert.Equal((RecentSteps.Capacity, 100f, 53f), (recent.Count, recent.Values(0)[0], recent.Values(RecentSteps.Capacity - 1)[0]));
    }

    /// <summary>Of events whose guilty signals are known, the first as many signals as are guilty hold most of them, with onsets given and with those that are found.</summary>
    [Fact]
    public void Guilty_signals_of_server_faults_head_the_list()
    {
        using var stream = File.OpenRead(SharedData.Path("series/asd/omi-4.csv"));
        var frame = new SeriesCsvReader(stream, "omi-4.csv").ReadAll().Single();
        var options = Presets.Named("auto").Options;
        var detector = DetectorFit.Run([frame], options with { Train = options.Train with { Rows = 8640, SkipLabelled = false } });
        var events = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Path("series/asd/omi-4.explain.json"))).RootElement;
        var (given, own) = (new List<double>(), new List<double>());
        foreach (var one in events.EnumerateArray())
        {
            var rows = new StepRange(one.GetProperty("start").GetInt32(), one.GetProperty("end").GetInt32());
            var guilty = one.GetProperty("signals").EnumerateArray().Select(signal => signal.GetString()!).ToHashSet();
            double Hits(Verdict verdict) => verdict.Signals.Take(guilty.Count).Count(signal => guilty.Contains(signal.Name)) / (double)guilty.Count;
            given.Add(Hits(Explanation.Of(detector, frame, rows)));
            own.Add(Hits(Explanation.Of(detector, frame, rows.Start + (rows.Length / 2))));
        }
        Assert.InRange(given.Average(), 0.88, 1);
        Assert.InRange(own.Average(), 0.8, 1);
    }

    private static ScoredStep Step(float value)
    {
        var values = new float[6];
        values.AsSpan().Fill(value);
        return new ScoredStep { Step = 0, RawScore = 1, ImputedShare = 0, Origins = new Plumbline.Preprocessing.ValueOrigin[6], Window = values };
    }
}
