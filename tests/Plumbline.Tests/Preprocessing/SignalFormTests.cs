using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Preprocessing;

public sealed class SignalFormTests
{
    private static readonly ScalerOptions Raw = new() { Kind = ScalingKind.None, Clip = ClipKind.None };

    [Fact]
    public void Auto_takes_counters_as_changes_and_wide_counts_as_logarithms()
    {
        var fitted = Preprocessor.Fit([Drive("a", 100), Drive("b", 5000)], new PreprocessorOptions { Difference = ["auto"], Log = ["auto"] });
        Assert.Equal([true, false, false], fitted.Scaler.Signals.Select(scale => scale.IsChange));
        Assert.Equal([false, true, false], fitted.Scaler.Signals.Select(scale => scale.IsLog));
    }

    [Fact]
    public void All_takes_every_signal()
    {
        var fitted = Preprocessor.Fit([Drive("a", 100)], new PreprocessorOptions { Difference = ["all"], Log = ["all"] });
        Assert.All(fitted.Scaler.Signals, scale => Assert.True(scale is { IsChange: true, IsLog: true }));
    }

    [Fact]
    public void A_change_never_spans_two_entities_and_the_first_of_a_segment_counts_as_imputed()
    {
        var fitted = Preprocessor.Fit([Drive("a", 100), Drive("b", 5000)], new PreprocessorOptions { Difference = ["hours"], Scale = Raw, Exclude = ["errors"] });
        var scale = fitted.Scaler.Signals[0];
        Assert.Equal((24, 24), (scale.Minimum, scale.Maximum));
        var prepared = fitted.Transform(Drive("c", 7));
        Assert.Equal(0, prepared.Values.Span[0]);
        Assert.Equal(0.5, prepared.ImputedShare(0));
        Assert.All(Enumerable.Range(1, 39), day => Assert.Equal(24, prepared.Values.Span[2 * day]));
        Assert.Equal(0, prepared.ImputedShare(1));
    }

    [Fact]
    public void Changes_are_the_same_whether_rows_come_at_once_or_one_by_one_over_gaps_too()
    {
        double[] values = [1, 4, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 9, 11, double.NaN, 20, 20];
        var frame = new SeriesFrame("n", ["s"], TimeAxis.Counting(values.Length), values);
        var fitted = Preprocessor.Fit([frame], new PreprocessorOptions { Difference = ["s"], Log = ["s"], Scale = Raw });
        var whole = fitted.Transform(frame);
        var state = fitted.NewState();
        var (parts, origins) = (new List<float>(), new List<ValueOrigin>());
        for (var row = 0; row < values.Length; row++)
        {
            var part = fitted.Transform(frame.Slice(row, 1), state);
            parts.AddRange(part.Values.ToArray());
            origins.AddRange(part.Origins.ToArray());
        }
        Assert.Equal(whole.Values.ToArray(), parts);
        Assert.Equal(whole.Origins.ToArray(), origins);
    }

    [Fact]
    public void Logarithms_keep_the_sign_and_can_be_undone()
    {
        var frame = new SeriesFrame("n", ["s"], TimeAxis.Counting(4), new double[] { -1000, -1, 0, 5000 });
        var fitted = Preprocessor.Fit([frame], new PreprocessorOptions { Log = ["s"] });
        foreach (var value in new double[] { -1000, -1, 0, 3, 5000 }) Assert.Equal(value, fitted.Scaler.Invert(0, fitted.Scaler.Apply(0, value)), 1e-2 + (1e-5 * Math.Abs(value)));
        Assert.Equal(fitted.Scaler.Apply(0, Math.E - 1) - fitted.Scaler.Apply(0, 0), 1 / fitted.Scaler.Signals[0].Scale, 1e-5);
    }

    [Fact]
    public void Signals_without_a_value_and_twins_are_left_out_when_asked()
    {
        var frame = new SeriesFrame("n", ["a", "empty", "twin", "other"], TimeAxis.Counting(2), new[] { 1, double.NaN, 1, 5, 2, double.NaN, 2, 4 });
        var fitted = Preprocessor.Fit([frame], new PreprocessorOptions { DropEmpty = true, DropDuplicates = true });
        Assert.Equal(["a", "other"], fitted.Signals);
        Assert.Equal(["empty", "twin"], fitted.Options.Exclude);
        Assert.Throws<DataFormatException>(() => Preprocessor.Fit([frame], new PreprocessorOptions { DropDuplicates = true }));
        Assert.Equal(4, fitted.Transform(frame).Values.Length);
    }

    [Fact]
    public void Twins_in_one_entity_that_differ_in_another_stay()
    {
        var (same, differs) = (Pair("a", 3), Pair("b", 4));
        Assert.Equal(2, Preprocessor.Fit([same, differs], new PreprocessorOptions { DropDuplicates = true }).SignalCount);
        Assert.Equal(1, Preprocessor.Fit([same, same], new PreprocessorOptions { DropDuplicates = true }).SignalCount);

        static SeriesFrame Pair(string entity, double last) => new(entity, ["x", "y"], TimeAxis.Counting(2), new[] { 1, 1, 3, last });
    }

    [Fact]
    public void Unknown_names_are_refused()
    {
        var fault = Assert.Throws<DataFormatException>(() => Preprocessor.Fit([Drive("a", 1)], new PreprocessorOptions { Difference = ["hour"] }));
        Assert.Contains("no signal 'hour'", fault.Message);
        Assert.Contains("prepare.difference", fault.Message);
    }

    [Fact]
    public void What_was_found_travels_in_the_bundle()
    {
        var detector = DetectorFit.Run([Drive("a", 100), Drive("b", 5000)], new DetectorOptions
        {
            Prepare = new PreprocessorOptions { Difference = ["auto"], Log = ["auto"] },
            Model = new Plumbline.Models.PcaOptions(),
            Calibrate = new CalibrationOptions { ByEntity = true, Share = 0.5 },
        });
        using var file = new MemoryStream();
        DetectorBundle.Write(detector, file);
        file.Position = 0;
        var read = DetectorBundle.Read(file, "memory");
        Assert.Equal(detector.Preprocessor.Scaler.Signals, read.Preprocessor.Scaler.Signals);
        var drive = Drive("c", 900);
        Assert.Equal(detector.NewScorer("c").Score(drive).RawScores, read.NewScorer("c").Score(drive).RawScores);
        Assert.Contains(detector.Summary.Notes, note => note.Contains("change from step to step: hours", StringComparison.Ordinal));
    }

    // Hours of operation, a count of errors that is nearly always small, a temperature.
    private static SeriesFrame Drive(string entity, double hours)
    {
        var values = new double[40 * 3];
        for (var day = 0; day < 40; day++)
        {
            values[day * 3] = hours + (24 * day);
            values[(day * 3) + 1] = day == 30 ? 4000 + hours : day % 3;
            values[(day * 3) + 2] = 30 + (day % 5);
        }
        return new SeriesFrame(entity, ["hours", "errors", "celsius"], TimeAxis.Counting(40), values);
    }
}
