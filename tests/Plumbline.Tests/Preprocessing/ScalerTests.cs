using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Preprocessing;

public sealed class ScalerTests
{
    [Fact]
    public void Standard_scaling_uses_the_sample_deviation()
    {
        var scaler = Fit([2, 4, 4, 6], new ScalerOptions { Floor = 0 });
        Assert.Equal(4, scaler.Signals[0].Center);
        Assert.Equal(Math.Sqrt(8.0 / 3), scaler.Signals[0].Scale, 1e-12);
    }

    [Fact]
    public void Robust_scaling_is_not_moved_by_an_outlier()
    {
        var scaler = Fit([1, 2, 3, 4, 1000], new ScalerOptions { Kind = ScalingKind.Robust, Floor = 0 });
        Assert.Equal(3, scaler.Signals[0].Center);
        Assert.Equal(1.4826, scaler.Signals[0].Scale, 1e-12);
    }

    [Fact]
    public void Min_max_scaling_maps_the_fit_range_to_0_and_1()
    {
        var scaler = Fit([10, 15, 20], new ScalerOptions { Kind = ScalingKind.MinMax });
        Assert.Equal([0, 0.5f, 1, 2], new[] { 10.0, 15, 20, 30 }.Select(value => scaler.Apply(0, value)));
    }

    [Fact]
    public void The_floor_holds_up_a_signal_that_hardly_moved()
    {
        var values = Enumerable.Repeat(0.0, 999).Append(100).ToArray();
        var scaler = Fit(values, new ScalerOptions { Floor = 0.05 });
        Assert.Equal(5, scaler.Signals[0].Scale);
        Assert.True(scaler.Signals[0].IsFloored);
    }

    [Fact]
    public void Values_that_all_lie_in_0_to_1_have_the_range_1()
    {
        var scaler = Fit([0.5, 0.5001, 0.5, 0.5001], new ScalerOptions { Floor = 0.05 });
        Assert.Equal(0.05, scaler.Signals[0].Scale);
    }

    [Theory]
    [InlineData(0, 1)] // a flag: its change counts 1
    [InlineData(1, 1)]
    [InlineData(40, 2)] // a gauge: a twentieth of its level
    [InlineData(-40, 2)]
    public void A_constant_signal_is_measured_against_its_level(double level, double scale)
    {
        var frame = new SeriesFrame("n", ["constant", "moving"], TimeAxis.Counting(3), new[] { level, 1, level, 2, level, 3 });
        var scaler = Preprocessor.Fit([frame], new PreprocessorOptions()).Scaler;
        Assert.True(scaler.Signals[0].IsConstant);
        Assert.False(scaler.Signals[0].IsFloored);
        Assert.Equal(scale, scaler.Signals[0].Scale, 1e-12);
        Assert.Equal(0, scaler.Apply(0, level));
    }

    [Fact]
    public void Every_signal_constant_is_refused()
    {
        var fault = Assert.Throws<DataFormatException>(() => Fit([3, 3, 3], new ScalerOptions()));
        Assert.Equal("memory: found the only signal constant in the fit rows; expected at least one signal that moves.", fault.Message);
    }

    [Fact]
    public void A_signal_without_any_value_is_named_with_the_way_out()
    {
        var frame = new SeriesFrame("n", ["dead", "alive"], TimeAxis.Counting(2), new[] { double.NaN, 1, double.NaN, 2 });
        var fault = Assert.Throws<DataFormatException>(() => Preprocessor.Fit([frame], new PreprocessorOptions()));
        Assert.Equal("memory, signal 'dead': found no value in any fit row; expected at least one value (prepare.exclude leaves a signal out).", fault.Message);
    }

    [Theory]
    [InlineData(ClipKind.None, 100)]
    [InlineData(ClipKind.Hard, 6)]
    [InlineData(ClipKind.Log, 10.553876891600541)] // 6 + ln(95)
    public void Far_values_are_clipped_as_asked(ClipKind clip, double expected)
    {
        var scaler = new Scaler(new ScalerOptions { Clip = clip }, [new SignalScale(0, 1, 1, -1, 1, 0)]);
        Assert.Equal(expected, scaler.Apply(0, 100), 1e-5);
        Assert.Equal(-expected, scaler.Apply(0, -100), 1e-5);
        Assert.Equal(3, scaler.Apply(0, 3));
        Assert.True(float.IsNaN(scaler.Apply(0, double.NaN)));
    }

    [Fact]
    public void Log_clipping_can_be_undone()
    {
        var scaler = new Scaler(new ScalerOptions(), [new SignalScale(20, 3, 3, 0, 40, 0)]);
        foreach (var value in new double[] { -500, 2, 20, 38, 900 }) Assert.Equal(value, scaler.Invert(0, scaler.Apply(0, value)), 1e-3 * Math.Abs(value));
    }

    private static Scaler Fit(double[] values, ScalerOptions options) =>
        Preprocessor.Fit([new SeriesFrame("n", ["s"], TimeAxis.Counting(values.Length), values)], new PreprocessorOptions { Scale = options }).Scaler;
}
