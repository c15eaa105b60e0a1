using Plumbline.Data;
using Plumbline.Failures;

namespace Plumbline.Tests.Failures;

public sealed class FailureEvaluationTests
{
    private static readonly FailureEvaluationOptions Weekly = new() { Horizon = 7, BudgetCount = 1, Pause = 7 };

    [Fact]
    public void The_defaults_are_what_the_guide_says() =>
        Assert.Equal(new FailureEvaluationOptions { Horizon = 7, Lead = 1, Threshold = 0.5, BudgetShare = 0.01, BudgetCount = null, Pause = 7, FleetRate = null, Seed = 0 }, new());

    [Fact]
    public void All_options_out_of_range_are_named_together()
    {
        var wrong = new FailureEvaluationOptions { Lead = 0, Horizon = -1, Threshold = double.NaN, BudgetShare = 0, BudgetCount = 0, Pause = 0, FleetRate = 1 };
        Assert.Equal(7, wrong.Problems().Count());
        var fault = Assert.Throws<ArgumentException>(() => FailureEvaluation.Of([Healthy("a", 20)], wrong));
        Assert.Contains("horizon", fault.Message, StringComparison.Ordinal);
        Assert.Contains("fleetRate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_rises_before_each_failure_finds_them_all()
    {
        var evaluation = FailureEvaluation.Of([.. Enumerable.Range(0, 3).Select(i => Failing($"f{i}", 30 + i)), .. Enumerable.Range(0, 9).Select(i => Healthy($"h{i}", 40))], Weekly);
        Assert.Equal(1, evaluation.AreaUnderRoc);
        Assert.Equal(1, evaluation.AveragePrecision);
        Assert.Equal((3, 0, 0, 9), (evaluation.AtThreshold.TruePositives, evaluation.AtThreshold.FalsePositives, evaluation.AtThreshold.FalseNegatives, evaluation.AtThreshold.TrueNegatives));
        Assert.Equal(0, evaluation.FalseAlarmRate);
        Assert.Equal(3, evaluation.AlarmLead!.Median); // over the threshold on the last three days before the failure
        Assert.Equal((3, 3), (evaluation.Inspection.Found, evaluation.Inspection.Failing));
    }

    [Fact]
    public void The_day_of_the_failure_and_what_follows_count_for_nothing()
    {
        var late = Scores("f", 20, 15, row => row >= 15 ? 1 : 0);
        var evaluation = FailureEvaluation.Of([late, Healthy("h", 40)], Weekly with { BudgetCount = 2 });
        Assert.Equal(0.5, evaluation.AreaUnderRoc); // tied with the healthy one
        Assert.Equal(0, evaluation.AtThreshold.TruePositives);
        Assert.Equal(16 + 40, evaluation.Rows);
    }

    [Fact]
    public void A_long_life_gives_no_more_chances_of_a_high_score()
    {
        var veteran = Scores("h", 400, null, row => row == 100 ? 1 : 0); // one high score long ago
        var evaluation = FailureEvaluation.Of([veteran, Scores("f", 20, 19, row => row == 15 ? 0.9 : 0)], Weekly);
        Assert.Equal(1, evaluation.AreaUnderRoc);
    }

    [Fact]
    public void Healthy_entities_whose_horizon_is_not_over_are_left_out_and_their_inspections_undecided()
    {
        var evaluation = FailureEvaluation.Of([Healthy("h", 6), Failing("f", 20)], Weekly with { BudgetCount = 2, Pause = 100 });
        Assert.Equal(1, evaluation.LeftOut);
        Assert.Equal(1, evaluation.Inspection.Undecided);
        Assert.Contains(evaluation.Warnings, warning => warning.Contains("1 of 2 entities", StringComparison.Ordinal));
    }

    [Fact]
    public void An_inspection_before_the_horizon_is_wrong_and_pauses_the_entity()
    {
        var early = Scores("f", 30, 29, row => 1);
        var inspections = FailureEvaluation.Of([early, Healthy("h", 60)], Weekly with { Pause = 10 }).Inspection;
        // Days 0, 10 and 20 inspect it 29, 19 and 9 days ahead, too early; then it rests until it has failed. The other one has the other days, every tenth.
        Assert.Equal(0, inspections.Right);
        Assert.Equal(0, inspections.Found);
        var shorter = FailureEvaluation.Of([early, Healthy("h", 60)], Weekly with { Pause = 8 }).Inspection;
        Assert.Equal((1, 1), (shorter.Right, shorter.Found)); // day 24, five days ahead
        Assert.Equal(5, shorter.Lead!.Median);
    }

    [Fact]
    public void Shares_of_an_entity_add_up_from_day_to_day()
    {
        ScoredHistory[] fleet = [.. Enumerable.Range(0, 10).Select(i => Healthy($"h{i}", 30))];
        Assert.Equal(30 * 10 / 100, FailureEvaluation.Of(fleet, Weekly with { BudgetCount = null, BudgetShare = 0.01 }).Inspection.Inspections);
        Assert.Equal(15, FailureEvaluation.Of(fleet, Weekly with { BudgetCount = 0.5 }).Inspection.Inspections);
    }

    [Fact]
    public void Times_in_ticks_and_counted_days_give_the_same_figures()
    {
        ScoredHistory[] counted = [Failing("f", 25), Healthy("h", 40), Failing("g", 33)];
        var dated = counted.Select(one => one with { Time = new TimeAxis(TimeKind.Timestamp, one.Time.Values.ToArray().Select(day => day * TimeSpan.TicksPerDay).ToArray()) }).ToArray();
        var (a, b) = (FailureEvaluation.Of(counted, Weekly), FailureEvaluation.Of(dated, Weekly));
        Assert.Equal(a with { Warnings = [] }, b with { Warnings = [] });
    }

    [Fact]
    public void Rows_without_enough_data_are_no_alarm_and_no_inspection_and_the_failure_is_missed()
    {
        var silent = Scores("f", 20, 19, _ => double.NaN);
        var evaluation = FailureEvaluation.Of([silent, Healthy("h", 40)], Weekly);
        Assert.Equal((0, 1), (evaluation.LeftOut, evaluation.Silent));
        Assert.Equal((0, 1), (evaluation.Inspection.Found, evaluation.Inspection.Failing));
        Assert.Equal(1, evaluation.AtThreshold.FalseNegatives);
        Assert.Equal(0, evaluation.AreaUnderRoc);
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_the_right_order()
    {
        var random = new Random(7);
        ScoredHistory[] fleet = [.. Enumerable.Range(0, 40).Select(i => Scores($"e{i}", 30, i % 4 == 0 ? 29 : null, _ => Math.Round(random.NextDouble(), 1)))];
        double Highest(ScoredHistory one) => one.Scores.ToArray()[(one.Failure is null ? 16 : 22)..(one.Failure is null ? 23 : 29)].Max();
        var (right, pairs) = (0.0, 0);
        foreach (var failing in fleet.Where(one => one.Failure is not null))
        {
            foreach (var healthy in fleet.Where(one => one.Failure is null))
            {
                pairs++;
                right += Highest(failing).CompareTo(Highest(healthy)) switch { > 0 => 1, 0 => 0.5, _ => 0 };
            }
        }
        Assert.Equal(right / pairs, FailureEvaluation.Of(fleet, Weekly).AreaUnderRoc!.Value, 1e-12);
    }

    [Fact]
    public void At_the_fleets_rate_two_percent_of_false_alarms_drown_the_failures()
    {
        // The labs' test of balanced classes: 281 normal, 234 failing, precision .97 at recall .72; in the fleet .0073 % of rows fail.
        var precision = BaseRate.Precision(right: 168, wrong: 5, rate: 234.0 / 515, fleetRate: 0.000073);
        Assert.InRange(precision!.Value, 0.002, 0.004);
        Assert.Null(BaseRate.Precision(0, 0, 0.5, 0.1));
        Assert.Equal(0.25, BaseRate.Precision(1, 3, 0.1, 0.1)!.Value, 1e-12);
    }

    [Fact]
    public void A_base_rate_that_is_not_the_fleets_is_warned_of_in_alarms()
    {
        ScoredHistory[] fleet = [Failing("f", 30), Failing("g", 30), .. Enumerable.Range(0, 4).Select(i => Scores($"h{i}", 40, null, row => row % 10 == 0 ? 1 : 0))];
        var evaluation = FailureEvaluation.Of(fleet, Weekly with { FleetRate = 0.000087 });
        var warning = Assert.Single(evaluation.Warnings);
        Assert.Contains("0.0087 %", warning, StringComparison.Ordinal);
        Assert.Contains("87 failures", warning, StringComparison.Ordinal);
        Assert.True(evaluation.FleetPrecision < evaluation.AtThreshold.Precision / 50);
        Assert.Empty(FailureEvaluation.Of(fleet, Weekly with { FleetRate = evaluation.FailureRate }).Warnings);
        Assert.Single(FailureEvaluation.Of(fleet, Weekly).Warnings); // the rate is not known
    }

    [Fact]
    public void Histories_that_do_not_fit_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => FailureEvaluation.Of([]));
        Assert.Throws<ArgumentException>(() => FailureEvaluation.Of([new ScoredHistory("a", TimeAxis.Counting(3), new double[2], null)]));
        Assert.Throws<ArgumentException>(() => FailureEvaluation.Of([new ScoredHistory("a", TimeAxis.Counting(3), new double[3], 3)]));
        Assert.Throws<ArgumentException>(() => FailureEvaluation.Of([new ScoredHistory("a", new TimeAxis(TimeKind.Index, new long[] { 2, 1 }), new double[2], null)]));
    }

    // Fails on its last day; the score is over the threshold on the three days before, and rises.
    private static ScoredHistory Failing(string name, int days) => Scores(name, days, days - 1, row => Math.Max(0, 0.9 - (0.1 * (days - 2 - row)) - (row < days - 4 ? 1 : 0)));

    private static ScoredHistory Healthy(string name, int days) => Scores(name, days, null, _ => 0);

    private static ScoredHistory Scores(string name, int days, int? failure, Func<int, double> score) =>
        new(name, TimeAxis.Counting(days), Enumerable.Range(0, days).Select(score).ToArray(), failure);
}
