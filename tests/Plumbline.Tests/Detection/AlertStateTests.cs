using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class AlertStateTests
{
    [Fact]
    public void Without_settings_every_step_over_the_threshold_alarms() =>
        Assert.Equal("..x.xx.", Run(new AlertPolicy(), 0, 1, 1.1, 0, 2, 2, 0.5));

    [Fact]
    public void Two_of_three_ignores_a_single_peak_and_bridges_a_short_dip() =>
        Assert.Equal("......xxx..", Run(new AlertPolicy { Needed = 2, Of = 3 }, 0, 2, 0, 0, 0, 2, 2, 0, 2, 0, 0));

    [Fact]
    public void Hysteresis_holds_an_alarm_until_the_score_has_really_fallen() =>
        Assert.Equal(".xxx..", Run(new AlertPolicy { Release = 0.5 }, 0, 2, 0.8, 0.6, 0.5, 0.9));

    [Fact]
    public void Short_alarms_are_not_raised() =>
        Assert.Equal("......xx.", Run(new AlertPolicy { ShortestDuration = 3 }, 2, 2, 0, 0, 2, 2, 2, 2, 0));

    [Fact]
    public void After_an_alarm_the_entity_is_quiet_for_a_while() =>
        Assert.Equal("x....xx", Run(new AlertPolicy { Suppress = 3 }, 2, 0, 2, 2, 2, 2, 2));

    [Fact]
    public void The_onset_is_the_first_step_over_the_threshold_that_counted()
    {
        var state = new AlertState(new AlertPolicy { Needed = 3, Of = 5 });
        foreach (var score in new double[] { 0, 2, 0, 2 }) Assert.False(state.Next(score));
        Assert.True(state.Next(2));
        Assert.Equal(3, state.StepsSinceOnset);
        state.Next(2);
        Assert.Equal(4, state.StepsSinceOnset);
    }

    [Fact]
    public void More_steps_needed_never_raise_more_alarms()
    {
        var random = new Random(4);
        var scores = Enumerable.Range(0, 500).Select(_ => 2 * random.NextDouble()).ToArray();
        var alarms = Enumerable.Range(1, 5).Select(needed => Run(new AlertPolicy { Needed = needed, Of = 5 }, scores).Count(step => step == 'x')).ToList();
        Assert.Equal(alarms.OrderDescending(), alarms);
    }

    private static string Run(AlertPolicy policy, params double[] scores)
    {
        var state = new AlertState(policy);
        return string.Concat(scores.Select(score => state.Next(score) ? 'x' : '.'));
    }
}
