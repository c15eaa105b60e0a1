using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Tests.Naive;

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

    [Fact]
    public void Defaults_are_pinned()
    {
        var policy = new AlertPolicy();
        Assert.Equal((1, 1, 1.0, 1, 0), (policy.Needed, policy.Of, policy.Release, policy.ShortestDuration, policy.Suppress));
        Assert.Equal((0, 0, 0.0, 0.02, false), (policy.Join, policy.Settle, policy.Rise, policy.UsualShare, policy.Hold));
        Assert.Empty(policy.Problems());
    }

    [Fact]
    public void Settings_out_of_range_are_reported_together() =>
        Assert.Equal(8, new AlertPolicy { Needed = 3, Of = 2, Release = 0, ShortestDuration = 0, Suppress = -1, Join = -1, Settle = -1, Rise = 1, UsualShare = 0 }.Problems().Count());

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.7, 0)]
    [InlineData(1, 5)]
    [InlineData(0.8, 20)]
    public void Alarms_that_are_joined_are_those_found_by_looking_back(double release, int join)
    {
        var policy = new AlertPolicy { Release = release, Join = join };
        var scores = Noise(3000, 1);
        Assert.Equal(NaiveAlarms.Of(scores, policy), Alarms(new AlertState(policy), scores));
    }

    [Fact]
    public void Steps_now_and_then_are_no_endless_anomaly()
    {
        var flags = Enumerable.Range(0, 1000).Select(step => step % 40 == 0).ToArray();
        var lengths = JoinedAlarm.Of(flags, new AlertPolicy { Join = 60 }).Select(one => one.Length).ToList();
        Assert.All(lengths, length => Assert.InRange(length, 1, 81));
        Assert.Single(JoinedAlarm.Of(Enumerable.Range(0, 1000).Select(step => step % 40 < 20).ToArray(), new AlertPolicy { Join = 60 }));
    }

    [Fact]
    public void What_lasts_is_not_held_open_for_ever()
    {
        var policy = new AlertPolicy { Release = 0.5, Join = 3, Settle = 4 };
        double[] scores = [2, 0.8, 0.8, 2, 2, 0.8, 2, 0, 2, 0, 2];
        var state = new AlertState(policy);
        Assert.Equal("xxxxx.x.x.x", string.Concat(scores.Select(score => state.Next(score) ? 'x' : '.')));
        Assert.Equal([(0, 4), (6, 10)], Alarms(new AlertState(policy), scores));
        Assert.Equal([(0, 10)], Alarms(new AlertState(policy with { Settle = 0 }), scores));
    }

    [Fact]
    public void Quiet_steps_within_an_alarm_are_not_in_alarm_and_leave_it_open()
    {
        var state = new AlertState(new AlertPolicy { Join = 2 });
        var steps = new double[] { 2, 0, 0, 2, 0, 0, 0, 2 }.Select(score => (InAlarm: state.Next(score), state.Open)).ToArray();
        Assert.Equal("x..x...x", string.Concat(steps.Select(step => step.InAlarm ? 'x' : '.')));
        Assert.Equal("xxxxx..x", string.Concat(steps.Select(step => step.Open ? 'x' : '.')));
    }

    [Fact]
    public void A_change_of_level_that_lasts_is_taken_for_the_new_normal()
    {
        var scores = Enumerable.Range(0, 3000).Select(step => step < 500 ? 0.5 : 1.5).ToArray();
        var forEver = Run(new AlertPolicy(), scores);
        Assert.Equal(2500, forEver.Count(step => step == 'x'));
        var rising = Run(new AlertPolicy { Rise = 0.002 }, scores);
        var end = rising.IndexOf('.', 500);
        Assert.InRange(end - 500, Math.Log(1.5) / 0.002, (Math.Log(1.5) / 0.002) + 10);
        Assert.InRange(rising[1000..].Count(step => step == 'x') / 2000.0, 0, 0.03); // the usual share and what it takes to go round
    }

    [Fact]
    public void A_threshold_that_rose_sinks_again_and_never_below_the_fitted_one()
    {
        var state = new AlertState(new AlertPolicy { Rise = 0.01, UsualShare = 0.1 });
        foreach (var score in Enumerable.Repeat(2.0, 30)) state.Next(score);
        Assert.Equal(Math.Exp(30 * 0.01 * 0.9), state.Level, 1e-9);
        foreach (var score in Enumerable.Repeat(0.5, 100)) state.Next(score);
        Assert.Equal(Math.Exp((30 * 0.01 * 0.9) - (100 * 0.01 * 0.1)), state.Level, 1e-9);
        foreach (var score in Enumerable.Repeat(0.5, 1000)) state.Next(score);
        Assert.Equal(1, state.Level);
    }

    [Fact]
    public void What_a_step_is_does_not_depend_on_later_ones()
    {
        var policy = new AlertPolicy { Needed = 2, Of = 3, Release = 0.9, Join = 10, Rise = 0.01, ShortestDuration = 2 };
        var (one, other) = (Noise(500, 1), Noise(500, 2));
        var changed = one[..250].Concat(other[250..]).ToArray();
        Assert.Equal(Held(policy, one)[..250], Held(policy, changed)[..250]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_budget_that_is_held_is_exceeded_by_a_fifth_at_most_on_scores_of_one_kind(int alarms)
    {
        var total = 0;
        for (var entity = 0; entity < 10; entity++)
        {
            var state = new AlertState(new AlertPolicy { Join = 5 }, new AlarmBudget(alarms, 1000));
            total += Alarms(state, Noise(60_000, entity)).Count; // without a budget some 100 in each thousand
        }
        Assert.InRange(total / (10.0 * 60 * alarms), 0.9, 1.2);
    }

    [Fact]
    public void A_spent_budget_raises_only_what_is_higher_and_what_is_grave_is_never_silenced()
    {
        var state = new AlertState(new AlertPolicy(), new AlarmBudget(2, 1e6));
        Assert.Equal("x.x...x...x.x", string.Concat(new[] { 1.05, 0, 1.05, 0, 1.05, 0, 1.2, 0, 1.2, 0, 1.3, 0, 9 }.Select(score => state.Next(score) ? 'x' : '.')));
    }

    [Fact]
    public void A_budget_is_whole_again_when_its_time_is_over()
    {
        var state = new AlertState(new AlertPolicy(), new AlarmBudget(1, 10));
        Assert.True(state.Next(1.001));
        for (var step = 0; step < 9; step++) Assert.False(state.Next(step % 2 == 0 ? 0 : 1.001));
        Assert.True(state.Next(1.001));
    }

    private static string Held(AlertPolicy policy, double[] scores)
    {
        var state = new AlertState(policy, new AlarmBudget(3, 200));
        return string.Concat(scores.Select(score => state.Next(score) ? 'x' : '.'));
    }

    // Uneven and smooth: mean of neighbours, some of them over 1.
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        var raw = Enumerable.Range(0, count + 2).Select(_ => -Math.Log(random.NextDouble())).ToArray();
        return [.. Enumerable.Range(0, count).Select(step => 0.25 * (raw[step] + raw[step + 1] + raw[step + 2]))];
    }

    private static List<(int First, int Last)> Alarms(AlertState state, double[] scores)
    {
        var alarms = new List<(int First, int Last)>();
        var open = false;
        for (var step = 0; step < scores.Length; step++)
        {
            if (state.Next(scores[step]))
            {
                if (open) alarms[^1] = alarms[^1] with { Last = step };
                else alarms.Add((step, step));
            }
            open = state.Open;
        }
        return alarms;
    }

    private static string Run(AlertPolicy policy, params double[] scores)
    {
        var state = new AlertState(policy);
        return string.Concat(scores.Select(score => state.Next(score) ? 'x' : '.'));
    }
}
