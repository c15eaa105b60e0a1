using Plumbline.App.Reports;

namespace Plumbline.Tests.Reports;

public sealed class ReportEvaluationTests
{
    [Fact]
    public void The_model_wins_only_against_every_rival()
    {
        Assert.True(Of(higherIsBetter: true, 0.9, 0.8, double.NaN).ModelWins);
        Assert.False(Of(higherIsBetter: true, 0.9, 0.8, 0.95).ModelWins);
        Assert.False(Of(higherIsBetter: true, 0.9, 0.9).ModelWins);
        Assert.True(Of(higherIsBetter: false, 100, 120, 300).ModelWins);
    }

    [Fact]
    public void The_judgement_names_the_best_rival_with_its_number()
    {
        Assert.Equal("The model wins: cost 100 against 120 of rival 1, the best of the others.", Of(higherIsBetter: false, 100, 120, 300).Judgement());
        Assert.Equal("The model does not win: cost 0.9 against 0.95 of rival 2, the best of the others.", Of(higherIsBetter: true, 0.9, 0.8, 0.95).Judgement());
        Assert.Contains("nothing to compare", Of(higherIsBetter: true, 0.9).Judgement());
    }

    [Fact]
    public void Mean_errors_are_taken_by_label_over_all_entities()
    {
        var errors = MeanErrors.Of([Entity([1, 2, 3, float.NaN, 50, 60], [0, 0, 2]), Entity([5, 6, 0, 0, 70, 80], [0, 1, 2])])!;
        Assert.Equal(["normal", "mode 1", "mode 2"], errors.Classes.Select(each => each.Name));
        Assert.Equal([3, 1, 2], errors.Classes.Select(each => each.Rows));
        Assert.Equal([3, 4], errors.Classes[0].Mean);
        Assert.Equal([60, 70], errors.Classes[2].Mean);
        Assert.Equal([1, 0], MeanErrors.Largest(errors.Classes[2].Mean, 5));
    }

    [Fact]
    public void Without_labels_rows_are_classed_by_what_was_found()
    {
        var errors = MeanErrors.Of([Entity([1, 2, 3, 4, 50, 60], []) with { Anomalies = [new ReportAnomaly(2, 2, 1, [])] }])!;
        Assert.False(errors.ByLabel);
        Assert.Equal(["outside found anomalies", "inside found anomalies"], errors.Classes.Select(each => each.Name));
        Assert.Equal([50, 60], errors.Classes[1].Mean);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00012345, "1.235e-4")]
    [InlineData(0.91236, "0.9124")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123456.7, "123,457")]
    [InlineData(57000000, "5.7e+7")]
    [InlineData(double.NaN, "\u2013")]
    [InlineData(double.NegativeInfinity, "-\u221e")]
    public void Numbers_have_four_significant_digits(double value, string text) => Assert.Equal(text, ReportNumber.Format(value));

    private static ReportEvaluation Of(bool higherIsBetter, params double[] values) => new()
    {
        Measures = [new ReportMeasure("cost", higherIsBetter)],
        Scorers = [.. values.Select((value, i) => new ReportScorer(i == 0 ? "model" : $"rival {i}", [value]))],
    };

    private static ReportEntity Entity(float[] errors, int[] labels) => new()
    {
        Entity = "node",
        Time = Plumbline.Data.TimeAxis.Counting(3),
        Signals = ["a", "b"],
        Scores = new double[3],
        Threshold = 1,
        Errors = errors,
        Labels = labels,
    };
}
