using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Simulation;

namespace Plumbline.Tests.Detection;

public sealed class CleaningTests
{
    private static readonly SyntheticFleetOptions Fleet = new() { Seed = 11 };
    private static readonly ModelOptions Cleaner = new PcaOptions { ExplainedVariance = 0.97 };
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
        Assert.True(hit > 0.4 * injected, $"{hit} of {injected}");
        Assert.True(normal < 0.02 * 8 * Dirty.FitSteps, $"{normal} of {8 * Dirty.FitSteps}");
    }

    [Fact]
    public void What_was_dropped_is_told_and_counted()
    {
        var summary = Cleaned.Summary;
        Assert.Equal(summary.Dropped!.Sum(stretch => stretch.Rows), (8 * Dirty.FitSteps) - summary.TrainRows - summary.CalibrationRows);
        Assert.Contains(summary.Notes, note => note.StartsWith("cleaning dropped ", StringComparison.Ordinal));
        var worst = summary.Dropped!.MaxBy(stretch => stretch.TimesMedian)!;
        Assert.Contains(summary.Notes, note => note.StartsWith($"dropped {worst.Entity} {worst.From} to {worst.To}: ", StringComparison.Ordinal));
        Assert.All(summary.Dropped!, stretch => Assert.Equal(3, stretch.Signals.Count));
        Assert.All(summary.Dropped!, stretch => Assert.True(stretch.TimesMedian > 1 && stretch.Round is >= 1 and <= 3));
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
        Assert.InRange(summary.Dropped!.Sum(stretch => stretch.Rows), 1, 0.02 * 8 * Dirty.FitSteps);
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
        Assert.Equal([64], ((LstmAutoencoderOptions)new CleanOptions().Model).Units);
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
