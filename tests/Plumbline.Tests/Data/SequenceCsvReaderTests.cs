using System.Globalization;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SequenceCsvReaderTests
{
    private const string Number = "expected a finite number with a decimal point, or nothing, NaN, null or NA for a missing value.";

    [Fact]
    public void A_line_is_a_sequence_stored_step_by_step()
    {
        var set = Read("1;2;3,4;5;6\n9.38762417e-01;-8;nan,1;2;\n");
        Assert.Equal((2, 3, 2), (set.Count, set.StepCount, set.SignalCount));
        Assert.Equal([1, 4, 2, 5, 3, 6], set[0].ToArray());
        Assert.Equal([0.938762417, 1, -8, 2, double.NaN, double.NaN], set[1].ToArray());
        Assert.Equal(["tag_0", "tag_1"], set.Signals);
        Assert.False(set.HasLabels);
    }

    [Fact]
    public void A_last_column_without_steps_is_the_label()
    {
        var set = Read("1;2,3;4,0\n1;2,3;4,1.0\n\n");
        Assert.Equal([0, 1], set.Labels.ToArray());
        Assert.Equal(2, set.SignalCount);
    }

    [Fact]
    public void Sequences_of_one_step_need_to_be_told_whether_they_are_labelled()
    {
        Assert.Equal("a.csv, line 1: found one step in every column; expected to be told whether the last column is a label, since it looks like any other.",
            Assert.Throws<DataFormatException>(() => Read("1,2,1\n")).Message);
        Assert.Equal(3, Read("1,2,1\n", new() { Labelled = false }).SignalCount);
        Assert.Equal([1], Read("1,2,1\n", new() { Labelled = true }).Labels.ToArray());
        Assert.Equal(1, Read("1\n").SignalCount);
    }

    [Fact]
    public void A_header_and_defaults_are_taken_when_named()
    {
        var options = new SequenceCsvOptions { HasHeader = true, Defaults = ["0;0", "7;8"] };
        var set = Read("fan,power,anomalous_sequence_flag\n1;2,,0\n,3;4,1\n", options);
        Assert.Equal(["fan", "power"], set.Signals);
        Assert.Equal([1, 7, 2, 8], set[0].ToArray());
        Assert.Equal([0, 3, 0, 4], set[1].ToArray());
        Assert.Equal(["x", "y"], Read("1;2,3;4\n", new() { Signals = ["x", "y"] }).Signals);
        Assert.Throws<ArgumentException>(() => Read("1;2\n", new() { Signals = ["x"], Defaults = [] }));
    }

    [Theory]
    [InlineData("", "a.csv: found no text; expected one sequence a line.")]
    [InlineData("1;2,3;4\n1;2,3;4;5\n", "a.csv, line 2, column 'tag_1': found 3 steps; expected 2 as in the first sequence.")]
    [InlineData("1;2,3;4\n\n1;2,3\n", "a.csv, line 3, column 'tag_1': found 1 step; expected 2 as in the first sequence.")]
    [InlineData("1;2,3;4\n1;2\n", "a.csv, line 2: found 1 field; expected 2 fields as in the first line.")]
    [InlineData("1;2,3;4,0\n1;2,3;4\n", "a.csv, line 2: found 2 fields; expected 3 fields as in the first line.")]
    [InlineData("1;2,3;4\n1;2,\n", "a.csv, line 2, column 'tag_1': found an empty cell; expected 2 values with ';' between them (or a default for the signal to be given).")]
    [InlineData("1;2,3;4\n1;2,3;x\n", "a.csv, line 2, column 'tag_1': found 'x' at step 1; " + Number)]
    [InlineData("1;2,3;4\n1;2,3;1e999\n", "a.csv, line 2, column 'tag_1': found '1e999' at step 1; " + Number)]
    [InlineData("1;2,3;4,0\n1;2,3;4,2\n", "a.csv, line 2, column 'label': found '2'; expected 0 for a normal sequence or 1 for an anomalous one.")]
    [InlineData("1;2,3;4,0\n1;2,3;4,\n", "a.csv, line 2, column 'label': found an empty cell; expected 0 for a normal sequence or 1 for an anomalous one.")]
    [InlineData(",,\n", "a.csv, line 1: found only empty cells; expected values in the first sequence.")]
    public void A_fault_says_where_it_is_what_was_found_and_what_was_expected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Read(text)).Message);

    [Fact]
    public void Names_and_defaults_must_fit_the_columns()
    {
        Assert.Equal("a.csv, line 1: found 2 signals; expected 3, as many as are named.",
            Assert.Throws<DataFormatException>(() => Read("1;2,3;4\n", new() { Signals = ["a", "b", "c"] })).Message);
        Assert.Equal("a.csv, line 1: found 2 signals; expected 1, as many as there are defaults.",
            Assert.Throws<DataFormatException>(() => Read("1;2,3;4\n", new() { Defaults = ["0;0"] })).Message);
        Assert.Equal("a.csv, line 2: found 2 columns; expected 3 as in the header.",
            Assert.Throws<DataFormatException>(() => Read("a,b,c\n1;2,3;4\n", new() { HasHeader = true })).Message);
        Assert.Throws<DataFormatException>(() => Read("a,a\n1;2,3;4\n", new() { HasHeader = true }));
    }

    [Theory]
    [InlineData("sequences/train_norm_seq.csv", 6400, false)]
    [InlineData("sequences/labeled_hard_test_seq.csv", 600, true)]
    public void Published_sequences_are_read_as_the_framework_reads_them(string path, int count, bool labelled)
    {
        path = SharedData.Path(path);
        using var file = File.OpenRead(path);
        var set = SequenceCsvReader.Read(file, path, null, TestContext.Current.CancellationToken);
        Assert.Equal((count, 30, 5, labelled), (set.Count, set.StepCount, set.SignalCount, set.HasLabels));
        if (labelled) Assert.Equal(300, set.Labels.ToArray().Sum());
        var cells = File.ReadLines(path).Last().Split(',');
        var last = set[count - 1];
        for (var signal = 0; signal < 5; signal++)
        {
            var expected = cells[signal].Split(';').Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray();
            for (var step = 0; step < 30; step++) Assert.Equal(expected[step], last[(step * 5) + signal]);
        }
    }

    private static SequenceSet Read(string text, SequenceCsvOptions? options = null) =>
        SequenceCsvReader.Read(CsvText.Stream(text), "a.csv", options, TestContext.Current.CancellationToken);
}
