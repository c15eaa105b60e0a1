using Plumbline.Connectors;

namespace Plumbline.SystemTests;

public sealed class RetryOptionsTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest_on_the_given_clock()
    {
        var time = new QuickTime();
        var options = new RetryOptions();
        for (var tried = 1; tried < options.Tries; tried++) options.Pause(tried, time);
        Assert.Equal([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000], time.Asked.Select(pause => pause.TotalMilliseconds));
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        Assert.Empty(new RetryOptions().Problems());
        Assert.Equal(3, new RetryOptions { Tries = 0, FirstPause = TimeSpan.FromSeconds(-1), LongestPause = TimeSpan.FromSeconds(-2) }.Problems().Count());
    }

    /// <summary>A clock whose timers go off at once.</summary>
    private sealed class QuickTime : TimeProvider
    {
        public List<TimeSpan> Asked { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
