using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection;

public sealed class ScoreSmoothingTests
{
    private const int Mean = 7;

    [Fact]
    public void The_score_is_the_mean_of_the_newest_ones_and_a_gap_begins_anew()
    {
        var (plain, smooth) = (Fit(1), Fit(Mean));
        var frame = WithGap(SmallFleet.Unseen(0));
        var expected = plain.Score(frame).Rows.RawScores;
        var found = smooth.Score(frame).Rows.RawScores;
        for (var row = 0; row < frame.StepCount; row++)
        {
            var start = row < 100 ? 0 : 100;
            var from = Math.Max(start, row - Mean + 1);
            Assert.Equal(expected[from..(row + 1)].Average(), found[row], 1e-9 * found[row]);
        }
    }

    [Fact]
    public void Rows_in_pieces_score_as_in_one()
    {
        var frame = WithGap(SmallFleet.Unseen(1));
        var detector = Fit(Mean);
        var scorer = detector.NewScorer(frame.Entity);
        var pieces = new[] { (0, 5), (5, 1), (6, 90), (96, 10), (106, frame.StepCount - 106) }.SelectMany(part => scorer.Score(frame.Slice(part.Item1, part.Item2)).RawScores);
        Assert.Equal(detector.Score(frame).Rows.RawScores, pieces);
    }

    [Fact]
    public void The_threshold_is_one_of_smoothed_scores_and_travels_with_them()
    {
        var (plain, smooth) = (Fit(1), Fit(48));
        Assert.True(smooth.Threshold.Value < plain.Threshold.Value);
        using var stream = new MemoryStream();
        DetectorBundle.Write(smooth, stream);
        stream.Position = 0;
        Assert.Equal(smooth.Score(SmallFleet.Unseen(0)).Rows.RawScores, DetectorBundle.Read(stream, "test.plumb").Score(SmallFleet.Unseen(0)).Rows.RawScores);
        var row = SmallFleet.Unseen(0).StepCount - 1;
        var raw = smooth.Score(SmallFleet.Unseen(0)).Rows.RawScores[row];
        Assert.Equal(raw, Explanation.Of(smooth, SmallFleet.Unseen(0), row).RawScore, 1e-12 * raw); // the mean begins at another row
        Assert.Equal(["calibrate.smooth is 0; expected at least 1"], new CalibrationOptions { Smooth = 0 }.Problems());
    }

    private static Detector Fit(int smooth)
    {
        var options = Presets.Named("pca").Options;
        return SmallFleet.Fit(options with { Calibrate = options.Calibrate with { Smooth = smooth } });
    }

    // A pause after row 99, too long to be filled.
    private static SeriesFrame WithGap(SeriesFrame frame) => new(frame.Entity, frame.Signals,
        new TimeAxis(frame.Time.Kind, frame.Time.Values.ToArray().Select((time, row) => row < 100 ? time : time + TimeSpan.TicksPerDay).ToArray()), frame.Values, frame.Labels, frame.Rows);
}
