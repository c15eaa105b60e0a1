using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Tuning.Objectives;

namespace Plumbline.Tests.Tuning.Objectives;

public sealed class TuningRowsTests
{
    [Fact]
    public void Fit_validation_and_test_rows_follow_each_other_and_none_is_in_two_parts()
    {
        var rows = TuningRows.Of([Frame("a", 1000)], Fit(400), new ValidationOptions());
        Assert.Equal((400, 300, 300), (rows.Fit.Single().StepCount, rows.Validation.Single().Count, rows.Test.Single().Count));
        Assert.Equal(400, First(rows.Validation[0]));
        Assert.Equal(700, First(rows.Test[0]));
        Assert.Equal("400 fit rows, 300 that validate, 300 that test", rows.Split);
    }

    [Fact]
    public void Judged_rows_have_those_before_them_for_whole_windows()
    {
        var rows = TuningRows.Of([Frame("a", 2000)], Fit(300), new ValidationOptions { Rows = 1000 });
        Assert.Equal((300, 1000), (rows.Validation[0].Lead, rows.Validation[0].Count));
        Assert.Equal((512, 700), (rows.Test[0].Lead, rows.Test[0].Count));
    }

    [Fact]
    public void Without_fit_rows_the_first_three_fifths_are_fitted_on()
    {
        var rows = TuningRows.Of([Frame("a", 1000), Frame("b", 500)], new DetectorOptions(), new ValidationOptions());
        Assert.Equal([600, 300], rows.Fit.Select(frame => frame.StepCount));
        Assert.Equal([200, 100], rows.Validation.Select(one => one.Count));
    }

    [Fact]
    public void Detectors_calibrated_by_entity_are_searched_by_entity()
    {
        var options = new DetectorOptions { Calibrate = new CalibrationOptions { ByEntity = true } };
        var rows = TuningRows.Of([.. Enumerable.Range(0, 10).Select(i => Frame($"drive {i}", 20))], options, new ValidationOptions());
        Assert.Equal((6, 2, 2), (rows.Fit.Count, rows.Validation.Count, rows.Test.Count));
        Assert.Empty(rows.Fit.Select(frame => frame.Entity).Intersect(rows.Validation.Concat(rows.Test).Select(one => one.Frame.Entity)));
    }

    [Fact]
    public void Data_without_a_row_to_validate_on_is_refused()
    {
        Assert.Contains("more than the 1000 fit rows", Assert.Throws<DataFormatException>(() => TuningRows.Of([Frame("", 1000)], Fit(1000), new ValidationOptions())).Message, StringComparison.Ordinal);
        var options = new DetectorOptions { Calibrate = new CalibrationOptions { ByEntity = true } };
        Assert.Contains("at least 5 entities", Assert.Throws<DataFormatException>(() => TuningRows.Of([Frame("a", 10), Frame("b", 10)], options, new ValidationOptions())).Message, StringComparison.Ordinal);
    }

    private static DetectorOptions Fit(int rows) => new() { Train = new FitOptions { Rows = rows } };

    private static int First(JudgedRows rows) => (int)rows.Frame.Row(rows.Lead)[0];

    private static SeriesFrame Frame(string entity, int rows) =>
        new(entity, ["row"], TimeAxis.Counting(rows), Enumerable.Range(0, rows).Select(row => (double)row).ToArray(), default, default, "test.csv");
}
