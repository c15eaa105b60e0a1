using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class ModeAttributionTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Theory]
    [InlineData("zscore")]
    [InlineData("mahalanobis")]
    public void Each_mode_has_its_guilty_signals(string preset)
    {
        var options = Presets.Named(preset).Options;
        var frame = Frame();
        var detector = DetectorFit.Run([frame], options with { Train = options.Train with { Rows = 300 } });
        var modes = ModeAttribution.Of(detector, [frame]);
        Assert.Equal([(0, 440), (1, 40), (2, 20)], modes.Select(mode => (mode.Label, mode.Rows)));
        Assert.Equal(["b", "c"], modes.Skip(1).Select(mode => mode.Signals[0].Name));
        Assert.All(modes, mode => Assert.Equal(1, mode.Signals.Sum(signal => signal.Share), 1e-9));
    }

    [Fact]
    public void Steps_that_wait_for_later_ones_count_to_the_last()
    {
        var frame = SmallFleet.Unseen(0);
        var detector = DetectorFit.Run([SmallFleet.Data.Frames[0]], Presets.Named("auto").Options with { Train = new FitOptions { Rows = SmallFleet.Data.FitSteps } });
        var scored = detector.Score(frame).Rows.RawScores.ToArray().Count(double.IsFinite);
        Assert.Equal(scored, ModeAttribution.Of(detector, [frame]).Sum(mode => mode.Rows));
    }

    [Fact]
    public void Shares_and_errors_are_means_over_the_rows()
    {
        var options = Presets.Named("zscore").Options;
        var frame = Frame();
        var detector = DetectorFit.Run([frame], options with { Train = options.Train with { Rows = 300 } });
        var table = ErrorTable.Of(detector, frame);
        var rows = Enumerable.Range(0, frame.StepCount).Where(row => frame.Labels.Span[row] == 1).ToList();
        foreach (var signal in ModeAttribution.Of(detector, [frame])[1].Signals)
        {
            var at = Array.IndexOf(Names, signal.Name);
            Assert.Equal(rows.Average(row => Squared(row, at)), signal.Error, 1e-6 * signal.Error);
            Assert.Equal(rows.Average(row => Squared(row, at) / Enumerable.Range(0, 3).Sum(other => Squared(row, other))), signal.Share, 1e-6);
        }

        double Squared(int row, int signal) => (double)table.Errors[(row * 3) + signal] * table.Errors[(row * 3) + signal];
    }

    [Fact]
    public void Rows_without_labels_are_of_no_mode()
    {
        var frame = Frame();
        var options = Presets.Named("zscore").Options;
        var detector = DetectorFit.Run([frame], options with { Train = options.Train with { Rows = 300 } });
        Assert.Empty(ModeAttribution.Of(detector, [new SeriesFrame("", Names, frame.Time, frame.Values)]));
    }

    // Rows 400 to 439 are of mode 1, b being off; 440 to 459 of mode 2, c being off.
    private static SeriesFrame Frame()
    {
        var random = new Random(6);
        var labels = Enumerable.Range(0, 500).Select(row => row is >= 400 and < 440 ? 1 : row is >= 440 and < 460 ? 2 : 0).ToArray();
        var values = labels.SelectMany(label => new[] { random.NextDouble(), random.NextDouble() + (label == 1 ? 4 : 0), random.NextDouble() - (label == 2 ? 4 : 0) }).ToArray();
        return new SeriesFrame("", Names, TimeAxis.Counting(500), values, labels);
    }
}
