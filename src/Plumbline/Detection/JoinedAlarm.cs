using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Which steps in alarm are one anomaly: <see cref="AlertPolicy.Join"/> and <see cref="AlertPolicy.Settle"/>, step by step.</summary>
internal struct JoinedAlarm(AlertPolicy policy)
{
    private int steps; // since it began
    private int left; // quiet steps in which it may go on: each step in alarm gives one back

    /// <summary>Whether an anomaly is going on, or quiet steps in which it may go on.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether it has lasted so long that nothing but steps in alarm keeps it open.</summary>
    public readonly bool IsSettled => IsOpen && policy.Settle > 0 && steps >= policy.Settle;

    public void Next(bool inAlarm)
    {
        steps = IsOpen ? steps + 1 : 0;
        if (inAlarm) left = IsOpen ? Math.Min(left + 1, policy.Join) : policy.Join;
        else if (IsSettled || left == 0) (IsOpen, left) = (false, 0);
        else left--;
        IsOpen |= inAlarm;
    }

    /// <summary>First and last step in alarm of each anomaly.</summary>
    /// <param name="flags">[step], whether it is in alarm.</param>
    public static List<StepRange> Of(ReadOnlySpan<bool> flags, AlertPolicy policy)
    {
        var (all, joined) = (new List<StepRange>(), new JoinedAlarm(policy));
        for (var step = 0; step < flags.Length; step++)
        {
            var goesOn = joined.IsOpen;
            joined.Next(flags[step]);
            if (!flags[step]) continue;
            if (goesOn) all[^1] = all[^1] with { End = step };
            else all.Add(new StepRange(step, step));
        }
        return all;
    }
}
