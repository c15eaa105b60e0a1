using Plumbline.Data;
using Plumbline.Tuning;

namespace Plumbline.Tests.Tuning;

public sealed class DataDescriptorsTests
{
    [Fact]
    public void Data_is_described_by_a_few_numbers()
    {
        // Per row: a sine of period 50, a constant, a switch, and every other value of a constant missing.
        var frame = Frame(1000, row => [Math.Sin(row * Math.Tau / 50), 3, row / 100 % 2, row % 2 == 0 ? double.NaN : 7]);
        var descriptors = DataDescriptors.Of([frame]);
        Assert.Equal(Math.Log(4), descriptors["logSignals"]);
        Assert.Equal(Math.Log(1000), descriptors["logRows"]);
        Assert.Equal(0.5, descriptors["constantShare"]);
        Assert.Equal(0.25, descriptors["binaryShare"]);
        Assert.Equal(0.125, descriptors["missingShare"]);
        // The sine: cos(2 pi / 50), kurtosis 1.5. The switch, nine times switched in 999 steps: 1 - 2 * 9 / 1000 less the missing last product, kurtosis 1.
        Assert.Equal((Math.Cos(Math.Tau / 50) + 0.981) / 2, descriptors["autocorrelation"], 1e-3);
        Assert.Equal(Math.Log(1.5) / 2, descriptors["logKurtosis"], 1e-12);
        Assert.Equal(Math.Log((50 + 200) / 2.0), descriptors["logPeriod"], 1e-12);
    }

    [Fact]
    public void Only_the_rows_to_fit_on_count()
    {
        var frame = Frame(1000, row => [row < 600 ? Math.Sin(row) : double.NaN, row]);
        Assert.Equal(DataDescriptors.Of([frame.Slice(0, 600)]), DataDescriptors.Of([frame], fitRows: 600));
        Assert.NotEqual(DataDescriptors.Of([frame]), DataDescriptors.Of([frame], fitRows: 600));
    }

    [Fact]
    public void Units_do_not_matter()
    {
        var one = DataDescriptors.Of([Frame(500, row => [Math.Sin(row * 0.3) + (row % 7)])]);
        var other = DataDescriptors.Of([Frame(500, row => [1e9 + (1000 * (Math.Sin(row * 0.3) + (row % 7)))])]);
        Assert.All(one, pair => Assert.Equal(pair.Value, other[pair.Key], 1e-6));
    }

    [Fact]
    public void What_cannot_be_said_is_left_out()
    {
        Assert.Empty(DataDescriptors.Of([]));
        Assert.Empty(DataDescriptors.Of([Frame(0, _ => [1])]));
        var silent = DataDescriptors.Of([Frame(10, _ => [double.NaN, 1])]);
        Assert.Equal(["constantShare", "binaryShare", "logRows", "logSignals", "missingShare"], silent.Keys.OrderBy(name => name == "constantShare" ? "" : name));
        Assert.All(silent.Values, value => Assert.True(double.IsFinite(value)));
    }

    private static SeriesFrame Frame(int rows, Func<int, double[]> row) =>
        new("", [.. row(0).Select((_, signal) => $"s{signal}")], TimeAxis.Counting(rows), Enumerable.Range(0, rows).SelectMany(row).ToArray());
}
