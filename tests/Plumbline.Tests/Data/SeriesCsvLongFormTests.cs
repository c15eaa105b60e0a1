using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesCsvLongFormTests
{
    private const string Sorted = """
        timestamp,entity,signal,value
        2026-01-01,n1,fan,1
        2026-01-01,n1,power,2
        2026-01-01,n2,fan,3
        2026-01-02,n1,fan,4
        2026-01-02,n2,power,
        2026-01-02,n2,temp,6
        """;

    [Fact]
    public void Values_of_one_entity_and_time_form_a_step()
    {
        var frames = CsvText.Read(Sorted);
        Assert.Equal(["n1", "n2"], frames.Select(frame => frame.Entity));
        Assert.All(frames, frame => Assert.Equal(["fan", "power", "temp"], frame.Signals));
        Assert.Equal([1, 2, double.NaN, 4, double.NaN, double.NaN], frames[0].Values.ToArray());
        Assert.Equal([3, double.NaN, double.NaN, double.NaN, double.NaN, 6], frames[1].Values.ToArray());
        Assert.Equal([0L, 3L], frames[0].Rows.ToArray());
        Assert.Equal([2L, 4L], frames[1].Rows.ToArray());
    }

    [Fact]
    public void The_order_of_rows_does_not_matter_when_all_is_read()
    {
        var random = new Random(3);
        var cells = (from step in Enumerable.Range(0, 40) from signal in Enumerable.Range(0, 17) select (step, signal)).ToArray();
        random.Shuffle(cells);
        var text = "value,signal,index\n" + string.Concat(cells.Select(cell => $"{cell.step * 100 + cell.signal},s{cell.signal},{cell.step}\n"));
        var frame = CsvText.Read(text, new SeriesCsvOptions { TimeColumn = "index" })[0];
        Assert.Equal((40, 17), (frame.StepCount, frame.SignalCount));
        for (var step = 0; step < 40; step++)
        {
            for (var signal = 0; signal < 17; signal++)
                Assert.Equal((frame.Time[step] * 100) + int.Parse(frame.Signals[signal].AsSpan(1)), frame.Row(step)[signal]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(100)]
    public void Named_signals_let_sorted_rows_be_read_in_batches_without_tearing_a_step(int batchRows)
    {
        var options = new SeriesCsvOptions { Signals = ["power", "fan"], BatchRows = batchRows };
        var batches = CsvText.ReadBatches(Sorted, options);
        Assert.Equal(batchRows > 3 ? 2 : 4, batches.Count);
        var values = batches.GroupBy(frame => frame.Entity).ToDictionary(entity => entity.Key, entity => entity.SelectMany(frame => frame.Values.ToArray()));
        Assert.Equal([2, 1, double.NaN, 4], values["n1"]);
        Assert.Equal([double.NaN, 3, double.NaN, double.NaN], values["n2"]);
    }

    [Fact]
    public void Batches_without_named_signals_are_one_batch() =>
        Assert.Equal(2, CsvText.ReadBatches(Sorted, new SeriesCsvOptions { BatchRows = 1 }).Count);

    [Fact]
    public void Batches_of_unsorted_rows_are_refused()
    {
        var options = new SeriesCsvOptions { Signals = ["a"] };
        Assert.Equal("a.csv, line 3, column 'index': found 1 after 2; expected times that never decrease, which reading the long form in batches needs.",
            Assert.Throws<DataFormatException>(() => CsvText.ReadBatches("index,signal,value\n2,a,1\n1,a,1\n", options)).Message);
    }

    [Fact]
    public void A_source_without_any_wanted_signal_is_refused()
    {
        var options = new SeriesCsvOptions { Signals = ["b"] };
        Assert.Throws<DataFormatException>(() => CsvText.Read("index,signal,value\n2,a,1\n", options));
        Assert.Throws<DataFormatException>(() => CsvText.ReadBatches("index,signal,value\n2,a,1\n", options));
    }

    [Fact]
    public void Signals_called_signal_and_value_can_be_read_wide() =>
        Assert.Equal(["signal", "value"], CsvText.Read("index,signal,value\n0,1,2\n", new SeriesCsvOptions { Form = SeriesForm.Wide })[0].Signals);
}
