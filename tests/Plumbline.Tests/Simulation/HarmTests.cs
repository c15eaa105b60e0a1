using Plumbline.Data;
using Plumbline.Simulation;

namespace Plumbline.Tests.Simulation;

public sealed class HarmTests
{
    private const int FitRows = 400, Rows = 1000;
    private static readonly SeriesFrame Whole = Made();

    public static TheoryData<string> Names => [.. Harm.All.Select(harm => harm.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_does_the_same_harm_and_the_series_stays_as_it_was(string name)
    {
        var harm = Harm.All.Single(one => one.Name == name);
        var (before, first, second) = (Whole.Values.ToArray(), harm.Do(Whole, FitRows, 5), harm.Do(Whole, FitRows, 5));
        Assert.Equal(before, Whole.Values.ToArray());
        Assert.Equal(first.Frame.Values.ToArray(), second.Frame.Values.ToArray());
        Assert.Equal(first.Frame.Time.Values.ToArray(), second.Frame.Time.Values.ToArray());
        Assert.NotEqual(before, first.Frame.Values.ToArray());
        Assert.All(Enumerable.Range(0, first.Frame.StepCount), step =>
            Assert.Equal(step < first.FitRows, first.Frame.Rows.Span[step] < Whole.Rows.Span[FitRows]));
    }

    [Fact]
    public void Values_go_missing_by_their_share()
    {
        var values = new MissingValues().Do(Whole, FitRows, 1).Frame.Values.ToArray();
        Assert.InRange(values.Count(double.IsNaN) / (double)values.Length, 0.03, 0.07);
        Assert.All(Enumerable.Range(0, values.Length), i => Assert.True(double.IsNaN(values[i]) || values[i] == Whole.Values.Span[i]));
    }

    [Fact]
    public void Lost_rows_keep_their_labels_and_numbers_and_times_still_rise()
    {
        var (frame, fitRows) = new IrregularSteps().Do(Whole, FitRows, 1);
        Assert.InRange(frame.StepCount, Rows * 0.92, Rows * 0.98);
        Assert.InRange(fitRows, FitRows * 0.9, FitRows - 1);
        Assert.All(Enumerable.Range(1, frame.StepCount - 1), step => Assert.True(frame.Time[step] > frame.Time[step - 1]));
        Assert.All(Enumerable.Range(0, frame.StepCount), step =>
        {
            var from = (int)(frame.Rows.Span[step] - Whole.Rows.Span[0]);
            Assert.Equal(Whole.Labels.Span[from], frame.Labels.Span[step]);
            Assert.True(frame.Row(step).SequenceEqual(Whole.Row(from)));
        });
    }

    [Fact]
    public void A_signal_that_moved_dies_in_the_middle_of_the_judged_rows_for_ever()
    {
        var frame = new DyingSignal().Do(Whole, FitRows, 1).Frame;
        var dead = Enumerable.Range(0, frame.SignalCount).Single(signal => double.IsNaN(frame.Row(Rows - 1)[signal]));
        Assert.NotEqual(2, dead); // which never moves
        Assert.All(Enumerable.Range(0, Rows), step => Assert.Equal(step >= 700, double.IsNaN(frame.Row(step)[dead])));
    }

    [Fact]
    public void A_signal_without_a_label_wakes_in_the_middle_of_the_judged_rows()
    {
        var frame = new WakingSignal().Do(Whole, FitRows, 1).Frame;
        Assert.Equal([.. Whole.Signals, "waking"], frame.Signals);
        Assert.Single(Enumerable.Range(0, 700).Select(step => frame.Row(step)[^1]).Distinct());
        Assert.Equal(300, Enumerable.Range(700, 300).Select(step => frame.Row(step)[^1]).Distinct().Count());
        Assert.Equal(Whole.Labels.ToArray(), frame.Labels.ToArray());
    }

    [Fact]
    public void Units_change_everywhere() =>
        Assert.Equal(Whole.Values.ToArray().Select(value => value * 1000), new OtherUnits().Do(Whole, FitRows, 1).Frame.Values.ToArray());

    [Fact]
    public void An_event_is_copied_into_the_fit_rows_with_its_label_and_cut_when_it_is_long()
    {
        var frame = new FitIncident().Do(Whole, FitRows, 1).Frame;
        var copied = Assert.Single(StepRange.FromLabels(frame.Labels.Span[..FitRows]));
        Assert.Equal(30, copied.Length);
        Assert.True(frame.Values.Span.Slice(copied.Start * 3, 90).SequenceEqual(Whole.Values.Span.Slice(500 * 3, 90)));
        Assert.True(frame.Values.Span[(FitRows * 3)..].SequenceEqual(Whole.Values.Span[(FitRows * 3)..]));
        Assert.Equal(4, StepRange.FromLabels(new FitIncident(0.01).Do(Whole, FitRows, 1).Frame.Labels.Span[..FitRows]).Single().Length);

        var calm = new SeriesFrame("", Whole.Signals, Whole.Time, Whole.Values, new int[Rows]);
        Assert.Equal(Whole.Values.ToArray(), new FitIncident().Do(calm, FitRows, 1).Frame.Values.ToArray());
    }

    [Fact]
    public void There_must_be_rows_to_fit_on_and_rows_to_judge()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OtherUnits().Do(Whole, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OtherUnits().Do(Whole, Rows, 1));
    }

    private static SeriesFrame Made()
    {
        var random = new Random(3);
        var values = new double[Rows * 3];
        for (var step = 0; step < Rows; step++) (values[step * 3], values[(step * 3) + 1], values[(step * 3) + 2]) = (random.NextDouble(), Math.Sin(step), 7);
        var labels = new int[Rows];
        labels.AsSpan(500, 30).Fill(1);
        long[] rows = [.. Enumerable.Range(100, Rows).Select(row => (long)row)];
        return new SeriesFrame("", ["a", "b", "still"], TimeAxis.Counting(Rows), values, labels, rows);
    }
}
