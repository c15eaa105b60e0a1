using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Detection;

/// <summary>Quality floors on a few short shared series, beside the recorded figures of the reference recipes; all of them are in `plumbline bench quality`.</summary>
public sealed class DetectionQualityTests
{
    /// <summary>At most .03 below R3, which streams as well (or above the floor where it is known to be less).</summary>
    [Theory]
    [InlineData("B:MSL_M-6", "msl/M-6.csv")]
    [InlineData("B:MSL_D-15", "msl/D-15.csv")]
    [InlineData("B:ASD_omi-2", "asd/omi-2.csv")]
    public void The_stream_finds_what_the_reference_found(string name, string file)
    {
        var (figure, _, stream) = Figures("auto-stream", name, file);
        Assert.InRange(figure, stream - 0.03, 1);
    }

    [Theory]
    [InlineData("B:MSL_M-6", "msl/M-6.csv")]
    [InlineData("B:MSL_D-15", "msl/D-15.csv")]
    [InlineData("B:ASD_omi-2", "asd/omi-2.csv")]
    public void With_hindsight_it_finds_what_the_batch_reference_found(string name, string file)
    {
        var (figure, batch, _) = Figures("auto", name, file);
        Assert.InRange(figure, batch - 0.03, 1);
    }

    private static (double Figure, double Batch, double Stream) Figures(string preset, string name, string file)
    {
        var fields = File.ReadLines(SharedData.Golden("detection-quality/share_per_case.csv")).Single(line => line.StartsWith(name + ",", StringComparison.Ordinal)).Split(',');
        int Whole(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        using var stream = File.OpenRead(SharedData.Path($"series/{file}"));
        var all = new SeriesCsvReader(stream, file).ReadAll().Single();
        var rows = all.Slice(Whole(6), Whole(5));
        var frame = new SeriesFrame(name, rows.Signals, TimeAxis.Counting(rows.StepCount), rows.Values, rows.Labels);
        var options = Presets.Named(preset).Options;
        options = options with { Prepare = options.Prepare with { Grid = new TimeGridOptions { Enabled = false } }, Train = options.Train with { Rows = Whole(4), SkipLabelled = false } };
        var scores = DetectorFit.Run([frame], options).Score(frame).Rows.RawScores;
        var figure = VolumeUnderSurface.Of(scores, frame.Labels.Span, Whole(7))!.PrecisionRecall;
        return (figure, double.Parse(fields[1], CultureInfo.InvariantCulture), double.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
