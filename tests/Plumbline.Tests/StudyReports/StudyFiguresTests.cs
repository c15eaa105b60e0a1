using Plumbline.App.StudyReports;
using Plumbline.Tuning;

namespace Plumbline.Tests.StudyReports;

/// <summary>The small computations behind the plots.</summary>
public sealed class StudyFiguresTests
{
    [Fact]
    public void An_axis_leaves_hopeless_trials_at_its_edge()
    {
        var axis = ObjectiveAxis.Of(Goal.Maximize, [0.9, 0.85, 0.8, 0.8, 0.75, 0.7, -40]);
        Assert.False(axis.IsLog);
        Assert.InRange(axis.Low, 0.65, 0.7);
        Assert.InRange(axis.High, 0.9, 0.95);
        Assert.Equal(0, axis.Place(-40));
    }

    [Fact]
    public void A_loss_over_orders_of_magnitude_is_drawn_by_ratios()
    {
        var axis = ObjectiveAxis.Of(Goal.Minimize, [0.01, 0.03, 0.1, 0.3, 1, 3, 10]);
        Assert.True(axis.IsLog);
        Assert.Equal(0.5, axis.Place(Math.Sqrt(axis.Low * axis.High)), 9);
        Assert.Equal(0.3, axis.Value(axis.Place(0.3)), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-2)]
    public void An_axis_of_equal_values_still_has_a_width(double value)
    {
        var axis = ObjectiveAxis.Of(Goal.Minimize, [value, value]);
        Assert.True(axis.Low < value && value < axis.High);
    }

    [Fact]
    public void A_surface_passes_near_its_points_and_stays_within_their_values()
    {
        List<(double, double, double)> points = [(0.1, 0.1, 1), (0.9, 0.9, 0), (0.1, 0.9, 0.5)];
        var cells = Surface.Of(points, 20);
        Assert.All(cells, cell => Assert.True(double.IsNaN(cell) || cell is >= 0 and <= 1));
        Assert.InRange(cells[(2 * 20) + 2], 0.95, 1);
        Assert.InRange(cells[(17 * 20) + 17], 0, 0.05);
        Assert.InRange(cells[(17 * 20) + 2], 0.45, 0.55);
    }

    [Fact]
    public void A_surface_is_blank_where_nothing_was_tried()
    {
        var cells = Surface.Of([.. Enumerable.Range(0, 100).Select(i => (0.2 * (i % 10) / 10, 0.2 * (i / 10) / 10, 1.0))], 20);
        Assert.False(double.IsNaN(cells[0]));
        Assert.True(double.IsNaN(cells[^1]));
    }

    [Fact]
    public void Wall_time_counts_once_what_workers_do_at_once()
    {
        var start = new StudyClock().Now;
        Trial Worked(int number, double from, double to) => new(number) { Started = start.AddMinutes(from), Ended = start.AddMinutes(to) };
        var times = new BusyTimes([Worked(0, 0, 10), Worked(1, 2, 12), Worked(2, 3, 5), Worked(3, 60, 70)]);
        Assert.Equal(22, times.Wall.TotalMinutes);
        Assert.Equal(32, times.Worked.TotalMinutes);
        Assert.Equal([(12 * 60.0, 60 * 60.0)], times.Pauses);
    }

    [Fact]
    public void Trials_at_the_end_of_a_range_are_warned_of()
    {
        var report = SampleStudy.Of(60, [SampleStudy.Score]);
        var summary = new StudySummary(report);
        Assert.DoesNotContain(StudyWarnings.Of(report, summary), warning => warning.Contains("train.learningRate", StringComparison.Ordinal));
        var at = report with { Trials = [.. report.Trials.Select(trial => trial.Number == summary.Best!.Number ? trial with { Values = new Dictionary<string, double>(trial.Values) { ["train.learningRate"] = 0.1 } } : trial)] };
        Assert.Contains(StudyWarnings.Of(at, new StudySummary(at)), warning => warning.Contains("train.learningRate 0.1, at the upper end of what was searched (0.0001 to 0.1, log scale)", StringComparison.Ordinal));
    }
}
