using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning;

public sealed class WarmStartTests
{
    private static readonly StudyDefinition Study = new("new", new SearchSpace([new ChoiceParameter("kind", ["dense", "lstm"]), new IntegerParameter("units", 1, 100) { When = new ParameterCondition("kind", ["lstm"]) }]),
        [new StudyObjective("vusPr", Goal.Maximize)]);

    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_winner_keeps_settings_of_what_counts_and_names_of_all_that_is_free()
    {
        var best = new Trial(3) { State = TrialState.Complete, Values = new Dictionary<string, double> { ["kind"] = 0 }, Objectives = [0.5] };
        var winner = PastWinner.Of(Study, best, new Dictionary<string, double> { ["logRows"] = 7 }, Day);
        Assert.Equal(("new", 0.5, Day), (winner.Study, winner.Value, winner.At));
        Assert.Equal(["kind", "units"], winner.Parameters);
        Assert.Equal(new Dictionary<string, string> { ["kind"] = "dense" }, winner.Settings);
        Assert.Equal(7, winner.Descriptors["logRows"]);
    }

    [Fact]
    public void The_nearest_come_first_each_descriptor_in_its_own_unit()
    {
        // By plain distance the rows alone would decide.
        PastWinner[] winners = [Winner("far", 1, 5000, 0.9), Winner("near", 2, 4990, 0.5), Winner("farther", 3, 1000, 0.9), Winner("farthest", 4, 9000, -0.9)];
        Assert.Equal(["near", "far"], WarmStart.Nearest(winners, Study, Data(5000, 0.5), 2).Select(winner => winner.Study));
    }

    [Fact]
    public void Another_objective_or_other_parameters_do_not_count_nor_settings_twice()
    {
        PastWinner[] winners =
        [
            Winner("objective", 1, 1, 1) with { Objective = new StudyObjective("vusPr", Goal.Minimize) },
            Winner("space", 2, 1, 1) with { Parameters = ["kind"] },
            Winner("old", 3, 1, 1),
            Winner("newer", 3, 1, 1) with { At = Day.AddDays(1) },
            Winner("other order", 4, 2, 2) with { Parameters = ["units", "kind"] },
        ];
        Assert.Equal(["newer", "other order"], WarmStart.Nearest(winners, Study, Data(1, 1), 9).Select(winner => winner.Study));
    }

    [Fact]
    public void What_one_side_cannot_say_counts_as_a_usual_difference()
    {
        var silent = Winner("silent", 1, 0, 0) with { Descriptors = new Dictionary<string, double> { ["rows"] = 0, ["odd"] = double.NaN } };
        PastWinner[] winners = [Winner("far", 2, 10, 0.4), silent, Winner("near", 3, 0, 0.1), Winner("against", 4, -10, -0.4)];
        Assert.Equal(["near", "silent"], WarmStart.Nearest(winners, Study, Data(0, 0), 4).Select(winner => winner.Study).Take(2));
        Assert.Empty(WarmStart.Nearest([], Study, Data(0, 0), 4));
    }

    private static PastWinner Winner(string study, int units, double rows, double correlation) => new(study, Study.Objectives[0], 0.5, Day)
    {
        Parameters = ["kind", "units"],
        Settings = new Dictionary<string, string> { ["kind"] = "lstm", ["units"] = $"{units}" },
        Descriptors = Data(rows, correlation),
    };

    private static Dictionary<string, double> Data(double rows, double correlation) => new() { ["rows"] = rows, ["autocorrelation"] = correlation };
}
