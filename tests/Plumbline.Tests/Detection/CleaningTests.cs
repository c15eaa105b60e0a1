using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Simulation;

namespace Plumbline.Tests.Detection;

public sealed class CleaningTests
{
    private static readonly SyntheticFleetOptions Fleet = new() { Seed = 11 };
    private static readonly ModelOptions Cleaner = new PcaOptions();
    private static readonly SyntheticFleetData Dirty = ContaminatedFleet.Generate(Fleet, 0.05);
    private static readonly Detector Cleaned = Fit(Dirty, new CleanOptions { Rounds = 3, Model = Cleaner });

    [Fact]
    public void Much_of_what_was_injected_is_dropped_and_little_else()
    {
        var (injected, hit, normal) = (0, 0, 0);
        foreach (var frame in Dirty.Frames)
        {
            var dropped = new bool[Dirty.FitSteps];
            foreach (var stretch in Cleaned.Summary.Dropped!.Where(stretch => stretch.Entity == frame.Entity))
            {
                var from = Enumerable.Range(0, Dirty.FitSteps).First(row => frame.Time.Format(row) == stretch.From);
                dropped.AsSpan(from, stretch.Rows).Fill(true);
                Assert.Equal(stretch.To, frame.Time.Format(from + stretch.Rows - 1));
            }
            for (var row = 0; row < dropped.Length; row++)
            {
                if (frame.Labels.Span[row] != 0) injected++;
                if (dropped[row]) (hit, normal) = frame.Labels.Span[row] != 0 ? (hit + 1, normal) : (hit, normal + 1);
            }
        }
        Assert.True(hit > 0.6 * injected, $"{hit} of {injected}");
        Assert.True(normal < 0.01 * 8 * Dirty.FitSteps, $"{normal} of {8 * Dirty.FitSteps}");
    }

    [Fact]
    public void What_was_dropped_is_told_and_counted()
    {
        var summary = Cleaned.Summary;
        Assert.Equal(summary.Dropped!.Sum(stretch => stretch.Rows), (8 * Dirty.FitSteps) - summary.TrainRows - summary.CalibrationRows);
        Assert.Contains(summary.Notes, note => note.StartsWith("cleaning dropped ", StringComparison.Ordinal));
        var worst = summary.Dropped!.MaxBy(stretch => stretch.TimesMedian)!;
        Assert.Equal(worst, summary.Dropped![0]);
        Assert.Contains(summary.Notes, note => note.StartsWith($"dropped {worst.Entity} {worst.From} to {worst.To}: ", StringComparison.Ordinal));
        Assert.All(summary.Dropped!, stretch => Assert.True(stretch.TimesMedian is null or > 1));
        Assert.All(summary.Dropped!, stretch => Assert.NotEmpty(stretch.Signals));
    }

    [Fact]
    public void Of_clean_rows_next_to_nothing_is_dropped()
    {
        var clean = SyntheticFleet.Generate(Fleet);
        var dropped = Fit(clean, new CleanOptions { Rounds = 3, Model = Cleaner }).Summary.Dropped!;
        Assert.True(dropped.Sum(stretch => stretch.Rows) < 0.01 * 8 * clean.FitSteps, $"{dropped.Sum(stretch => stretch.Rows)} rows");
    }

    [Fact]
    public void Rows_in_which_a_signal_is_silent_are_dropped_for_that()
    {
        var clean = SyntheticFleet.Generate(Fleet);
        var frame = clean.Frames[0];
        var values = frame.Values.ToArray();
        for (var row = 200; row < 230; row++) values[(row * frame.SignalCount) + 5] = double.NaN;
        var silent = clean with { Frames = [new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values, frame.Labels, source: frame.Source), .. clean.Frames.Skip(1)] };
        var stretch = Assert.Single(Fit(silent, new CleanOptions { Rounds = 1, Model = Cleaner }).Summary.Dropped!, stretch => stretch.TimesMedian is null);
        Assert.Equal((frame.Entity, frame.Time.Format(203), 27), (stretch.Entity, stretch.From, stretch.Rows));
        Assert.Equal([frame.Signals[5]], stretch.Signals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Models_that_score_themselves_or_see_only_the_newest_step_can_clean(bool scores)
    {
        ModelOptions model = scores ? new MahalanobisOptions() : new AutoregressorOptions();
        Assert.NotEmpty(Fit(Dirty, new CleanOptions { Rounds = 1, Model = model }).Summary.Dropped!);
    }

    [Fact]
    public void The_signals_named_are_mostly_those_that_were_broken()
    {
        var named = Cleaned.Summary.Dropped!.Count(stretch => Dirty.Anomalies.Any(anomaly => anomaly.Entity == stretch.Entity && anomaly.Signals.Intersect(stretch.Signals).Any()));
        Assert.True(named > 0.6 * Cleaned.Summary.Dropped!.Count, $"{named} of {Cleaned.Summary.Dropped!.Count}");
    }

    [Fact]
    public void No_more_than_the_share_is_dropped()
    {
        var summary = Fit(Dirty, new CleanOptions { Rounds = 3, Share = 0.02, Model = Cleaner }).Summary;
        Assert.InRange(summary.Dropped!.Where(stretch => stretch.TimesMedian is not null).Sum(stretch => stretch.Rows), 1, 0.02 * 8 * Dirty.FitSteps);
        Assert.Empty(Fit(Dirty, new CleanOptions { Rounds = 3, Share = 0, Model = new PcaOptions() }).Summary.Dropped!);
    }

    [Fact]
    public void The_cleaned_threshold_is_nearer_to_the_clean_one()
    {
        var clean = SyntheticFleet.Generate(Fleet);
        var (without, contaminated) = (Fit(clean, new CleanOptions()).Threshold.Value, Fit(Dirty, new CleanOptions()).Threshold.Value);
        Assert.True(Math.Abs(Math.Log(Cleaned.Threshold.Value / without)) < Math.Abs(Math.Log(contaminated / without)),
            $"{Cleaned.Threshold.Value} cleaned, {without} clean, {contaminated} contaminated");
    }

    [Fact]
    public void Without_rounds_nothing_is_said_of_cleaning()
    {
        Assert.Null(Fit(Dirty, new CleanOptions()).Summary.Dropped);
        Assert.Equal((0, 0.2), (new CleanOptions().Rounds, new CleanOptions().Share));
        var cleaner = (LstmAutoencoderOptions)new CleanOptions().Model;
        Assert.Equal((RecurrentCell.Gru, 4, true), (cleaner.Cell, cleaner.Window, cleaner.Variational));
        Assert.Equal([64], cleaner.Units);
    }

    [Fact]
    public void The_bundle_keeps_what_was_dropped()
    {
        using var stream = new MemoryStream();
        DetectorBundle.Write(Cleaned, stream);
        stream.Position = 0;
        var again = DetectorBundle.Read(stream, "test.plumb");
        Assert.Equal(Cleaned.Summary.Dropped!.Select(stretch => stretch.From), again.Summary.Dropped!.Select(stretch => stretch.From));
        Assert.Equal(Cleaner, again.Options.Clean.Model);
    }

    [Fact]
    public void All_wrong_options_are_named()
    {
        var options = new DetectorOptions { Clean = new CleanOptions { Rounds = -1, Share = 1, Model = new PcaOptions { Window = 0 } } };
        var problems = string.Join("; ", options.Problems());
        foreach (var problem in new[] { "clean.rounds is -1", "clean.share is 1", "clean.model.window is 0" }) Assert.Contains(problem, problems);
    }

    private static Detector Fit(SyntheticFleetData data, CleanOptions clean) => DetectorFit.Run(data.Frames,
        Presets.Named("pca").Options with { Clean = clean, Train = new FitOptions { Rows = data.FitSteps, SkipLabelled = false } });
}
