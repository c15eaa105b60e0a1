using System.Globalization;
using Plumbline.App.Quality;
using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.Tests.Quality;

public sealed class ViewRowsTests
{
    /// <summary>First row, rows, fit rows and VUS window of all cases that figures were recorded for.</summary>
    [Fact]
    public void The_recorded_cases_are_cut_as_they_were()
    {
        var recorded = File.ReadLines(SharedData.Golden("detection-quality/share_per_case.csv")).Skip(1).Select(line => line.Split(','))
            .ToDictionary(fields => fields[0], fields => Array.ConvertAll(fields[4..8], field => int.Parse(field, CultureInfo.InvariantCulture)));
        var shell = new Shell(Stream.Null, Stream.Null, TextWriter.Null, TimeProvider.System, CancellationToken.None);
        var files = QualityFolder.Find(SharedData.Path("series"), null, null, shell).Files;
        foreach (var file in files.Where(file => recorded.ContainsKey($"A:{file.Name}")))
        {
            var series = LoadedSeries.Read(file, CancellationToken.None);
            foreach (var view in new[] { QualityView.A, QualityView.B })
            {
                var one = QualityCase.Of(series, view);
                Assert.True(recorded.Remove(one.Name, out var numbers), one.Name);
                Assert.Equal((one.Name, numbers![0], numbers[1], numbers[2], numbers[3]), (one.Name, one.FitRows, one.Frame.StepCount, (int)one.Frame.Rows.Span[0], one.Window));
            }
        }
        Assert.Empty(recorded);
        Assert.Equal(18, files.Count(file => file.Set == "NAB"));
        Assert.Equal(["ASD", "DAVIDE", "JumpStarter", "NAB", "SMD", "TEL"], files.Select(file => file.Set).Distinct().Order());
    }

    [Fact]
    public void View_a_takes_clean_rows_from_further_back_where_some_are_labelled()
    {
        var labels = new int[9000];
        labels.AsSpan(3500, 100).Fill(1);
        Assert.Equal(new ViewRows(1900, 7100, 3100), ViewRows.Of(QualityView.A, Counted(labels), 5000));
        Assert.Equal(new ViewRows(0, 9000, 700), ViewRows.Of(QualityView.A, Counted(labels), 700));
        Assert.Equal(new ViewRows(0, 9000, 700), ViewRows.Of(QualityView.Whole, Counted(labels), 700));
    }

    [Theory]
    [InlineData(300, 1600, 5400, 600)] // an early anomaly: 400 train rows before the test part
    [InlineData(600, 2000, 5000, 500)]
    [InlineData(900, 2000, 5000, 800)]
    [InlineData(4000, 2000, 5000, 1250)] // no more than a quarter
    [InlineData(-1, 2000, 5000, 1250)] // none at all
    public void View_b_fits_on_what_comes_before_the_first_anomaly_of_the_test_part(int anomaly, int first, int count, int fitRows)
    {
        var labels = new int[7000];
        if (anomaly >= 0) labels[2000 + anomaly] = 1;
        Assert.Equal(new ViewRows(first, count, fitRows), ViewRows.Of(QualityView.B, Counted(labels), 2000));
    }

    [Fact]
    public void A_recording_with_times_is_taken_whole_in_view_b()
    {
        var labels = new int[6000];
        labels[5000] = 1;
        var frame = new SeriesFrame("", ["x"], new TimeAxis(TimeKind.Timestamp, TimeAxis.Counting(6000).Values), new double[6000], labels);
        Assert.Equal(new ViewRows(0, 6000, 1500), ViewRows.Of(QualityView.B, frame, 3000));
    }

    [Fact]
    public void There_must_be_rows_to_fit_on_and_rows_to_judge()
    {
        Assert.Throws<DataFormatException>(() => ViewRows.Of(QualityView.Whole, Counted(new int[100]), 100));
        Assert.Throws<DataFormatException>(() => ViewRows.Of(QualityView.Whole, Counted(new int[100]), 1));
        Assert.Throws<DataFormatException>(() => ViewRows.Of(QualityView.B, Counted(new int[500]), 100));
    }

    private static SeriesFrame Counted(int[] labels) => new("", ["x"], TimeAxis.Counting(labels.Length), new double[labels.Length], labels);
}
