using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Preprocessing;

public sealed class PreprocessorTests
{
    private static readonly ScalerOptions Raw = new() { Kind = ScalingKind.None, Clip = ClipKind.None };

    [Fact]
    public void Missing_steps_up_to_the_longest_gap_are_filled_and_longer_ones_split_the_series()
    {
        var frame = Frame([0, 10, 20, 40, 100, 110], [1, 2, 3, 5, 9, 8]);
        var fitted = Fit(frame, new GapPolicy { Longest = 2 });
        var prepared = fitted.Transform(frame);
        Assert.Equal(10, fitted.Grid.Period);
        Assert.Equal([1, 2, 3, 3, 5, 9, 8], prepared.Values.ToArray());
        Assert.Equal([new StepRange(0, 4), new StepRange(5, 6)], prepared.Segments);
        Assert.Equal([0, 1, 2, 4, 5, 6], prepared.StepOfRow.ToArray());
        Assert.Equal(1, prepared.ImputedShare(3));
    }

    [Theory]
    [InlineData(GapFill.Previous, new float[] { 1, 1, 1, 4 })]
    [InlineData(GapFill.Linear, new float[] { 1, 2, 3, 4 })]
    [InlineData(GapFill.Fixed, new float[] { 1, -7, -7, 4 })]
    public void Each_policy_fills_missing_values_its_way(GapFill fill, float[] expected)
    {
        var frame = Frame([0, 1, 2, 3], [1, double.NaN, double.NaN, 4]);
        Assert.Equal(expected, Fit(frame, new GapPolicy { Fill = fill, Value = -7 }).Transform(frame).Values.ToArray());
    }

    [Fact]
    public void A_signal_that_stays_away_longer_than_ever_before_is_silent()
    {
        var fitted = Fit(Frame([0, 1, 2, 3, 4, 5], [1, double.NaN, 3, 4, 5, 6]), new GapPolicy { Longest = 1 });
        var prepared = fitted.Transform(Frame([0, 1, 2, 3, 4], [1, double.NaN, double.NaN, double.NaN, 2]));
        Assert.Equal([ValueOrigin.Observed, ValueOrigin.Imputed, ValueOrigin.Silent, ValueOrigin.Silent, ValueOrigin.Observed], prepared.Origins.ToArray());
    }

    [Fact]
    public void Jitter_within_the_tolerance_is_snapped_to_the_grid()
    {
        long[] times = [0, 301, 599, 900, 1203, 1500, 1799, 2400];
        var frame = Frame(times, [1, 2, 3, 4, 5, 6, 7, 8]);
        var fitted = Fit(frame, new GapPolicy());
        Assert.Equal(300, fitted.Grid.Period);
        Assert.Equal(9, fitted.Transform(frame).StepCount);
    }

    [Fact]
    public void Irregular_times_have_no_grid_and_every_row_is_a_step()
    {
        var random = new Random(1);
        var times = Enumerable.Range(0, 60).Select(_ => random.NextInt64(1, 100_000)).Distinct().Order().ToArray();
        var frame = Frame(times, [.. times.Select(time => (double)time)]);
        var fitted = Fit(frame, new GapPolicy());
        Assert.Equal(0, fitted.Grid.Period);
        Assert.Equal(frame.StepCount, fitted.Transform(frame).StepCount);
    }

    [Fact]
    public void Times_that_come_twice_or_go_back_are_refused_with_the_line_and_the_way_out()
    {
        var fitted = Fit(Frame([0, 1, 2], [1, 2, 3]), new GapPolicy());
        var twice = Assert.Throws<DataFormatException>(() => fitted.Transform(Frame([0, 1, 1], [1, 2, 3])));
        Assert.Equal("memory, line 4: found time 1 a second time for entity 'node'; expected each time once within an entity "
            + "(prepare.grid.duplicates: first, last or mean accepts repeats).", twice.Message);
        var back = Assert.Throws<DataFormatException>(() => fitted.Transform(Frame([0, 2, 1], [1, 2, 3])));
        Assert.Contains("line 4: found time 1 after 2", back.Message);
        Assert.Contains("prepare.grid.outOfOrder: sort", back.Message);
    }

    [Theory]
    [InlineData(DuplicateTimes.First, 2)]
    [InlineData(DuplicateTimes.Last, 4)]
    [InlineData(DuplicateTimes.Mean, 3)]
    public void Accepted_duplicates_share_one_step(DuplicateTimes duplicates, float expected)
    {
        var frame = Frame([0, 1, 1, 2], [1, 2, 4, 5]);
        var fitted = Fit(frame, new GapPolicy(), new TimeGridOptions { Duplicates = duplicates });
        var prepared = fitted.Transform(frame);
        Assert.Equal([1, expected, 5], prepared.Values.ToArray());
        Assert.Equal([0, 1, 1, 2], prepared.StepOfRow.ToArray());
    }

    [Fact]
    public void Accepted_disorder_is_sorted_and_rows_keep_their_steps()
    {
        var frame = Frame([2, 0, 1], [3, 1, 2]);
        var prepared = Fit(frame, new GapPolicy(), new TimeGridOptions { OutOfOrder = OutOfOrderRows.Sort }).Transform(frame);
        Assert.Equal([1, 2, 3], prepared.Values.ToArray());
        Assert.Equal([2, 0, 1], prepared.StepOfRow.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Rows_prepared_piece_by_piece_equal_rows_prepared_at_once(int piece)
    {
        var random = new Random(2);
        long time = 0;
        var times = Enumerable.Range(0, 80).Select(_ => time += random.Next(10) == 0 ? random.Next(2, 9) : 1).ToArray();
        var values = times.Select(_ => random.Next(4) == 0 ? double.NaN : random.NextDouble()).ToArray();
        var frame = Frame(times, values);
        var fitted = Fit(frame, new GapPolicy { Longest = 3 });
        var whole = fitted.Transform(frame);

        var state = fitted.NewState();
        var (pieces, origins, segments) = (new List<float>(), new List<ValueOrigin>(), 0);
        for (var row = 0; row < frame.StepCount; row += piece)
        {
            var prepared = fitted.Transform(frame.Slice(row, Math.Min(piece, frame.StepCount - row)), state);
            pieces.AddRange(prepared.Values.ToArray());
            origins.AddRange(prepared.Origins.ToArray());
            segments += prepared.Segments.Count - (prepared.ContinuesSegment ? 1 : 0);
        }
        Assert.Equal(whole.Values.ToArray(), pieces);
        Assert.Equal(whole.Origins.ToArray(), origins);
        Assert.Equal(whole.Segments.Count, segments);
    }

    [Fact]
    public void Signals_are_matched_by_name_in_any_order()
    {
        var fitted = Preprocessor.Fit([Two("a", "b")], new PreprocessorOptions { Scale = Raw });
        Assert.Equal([2, 1, 4, 3], fitted.Transform(Two("b", "a")).Values.ToArray());
    }

    [Fact]
    public void Other_signals_are_refused_and_both_sides_named()
    {
        var fitted = Preprocessor.Fit([Two("a", "b")], new PreprocessorOptions { Scale = Raw });
        var fault = Assert.Throws<DataFormatException>(() => fitted.Transform(Two("a", "c")));
        Assert.Equal("memory, header: found missing 'b' and new 'c'; expected the 2 signals the model was fitted on, in any order.", fault.Message);
    }

    [Fact]
    public void Excluded_signals_may_be_there_or_not()
    {
        var fitted = Preprocessor.Fit([Two("a", "b")], new PreprocessorOptions { Scale = Raw, Exclude = ["b"] });
        Assert.Equal([1, 3], fitted.Transform(Two("a", "b")).Values.ToArray());
        Assert.Equal([5, 6], fitted.Transform(new SeriesFrame("node", ["a"], TimeAxis.Counting(2), new double[] { 5, 6 })).Values.ToArray());
    }

    [Fact]
    public void All_faulty_options_are_named_together()
    {
        var options = new PreprocessorOptions { Gaps = new GapPolicy { Longest = -1 }, Scale = new ScalerOptions { Floor = -1 } };
        var fault = Assert.Throws<ArgumentException>(() => Preprocessor.Fit([Two("a", "b")], options));
        Assert.Contains("prepare.gaps.longest is -1", fault.Message);
        Assert.Contains("prepare.scale.floor is -1", fault.Message);
    }

    [Fact]
    public void Inputs_are_not_changed()
    {
        var values = new double[] { 1, double.NaN, 3 };
        var frame = Frame([0, 1, 2], values);
        Fit(frame, new GapPolicy()).Transform(frame);
        Assert.Equal([1, double.NaN, 3], values);
    }

    private static Preprocessor Fit(SeriesFrame frame, GapPolicy gaps, TimeGridOptions? grid = null) =>
        Preprocessor.Fit([frame], new PreprocessorOptions { Gaps = gaps, Scale = Raw, Grid = grid ?? new TimeGridOptions() });

    private static SeriesFrame Frame(long[] times, double[] values) => new("node", ["s"], new TimeAxis(TimeKind.Index, times), values);

    private static SeriesFrame Two(string first, string second) => new("node", [first, second], TimeAxis.Counting(2), new double[] { 1, 2, 3, 4 });
}
