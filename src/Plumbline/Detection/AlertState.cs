using System.Numerics;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Detection;

/// <summary>Applies an <see cref="AlertPolicy"/> to the scores of one entity, step by step.</summary>
public sealed class AlertState
{
    private readonly AlertPolicy policy;
    private readonly SpendingLimit? limit;
    private readonly ulong window;
    private readonly double growth;
    private readonly double decline;
    private ulong recent; // bit k: the step k steps ago was over the threshold
    private bool active;
    private int duration;
    private int suppressed;
    private JoinedAlarm joined;

    /// <param name="policy">Its budget is not held: only a detector knows what it is in steps.</param>
    public AlertState(AlertPolicy policy) : this(policy, null)
    {
    }

    /// <param name="budget">Held; null for none.</param>
    internal AlertState(AlertPolicy policy, AlarmBudget? budget)
    {
        (this.policy, joined) = (policy, new JoinedAlarm(policy));
        limit = budget is { } held ? new SpendingLimit(held) : null;
        window = policy.Of == 64 ? ulong.MaxValue : (1UL << policy.Of) - 1;
        // Over and under balance where the usual share of steps is over.
        (growth, decline) = (Math.Exp(policy.Rise * (1 - policy.UsualShare)), Math.Exp(-policy.Rise * policy.UsualShare));
    }

    /// <summary>Steps that the current alarm began before the latest step: the first step over the threshold of those that started it.</summary>
    public int StepsSinceOnset { get; private set; }

    /// <summary>Whether an alarm is going on, or its quiet steps in which it may go on.</summary>
    public bool Open => joined.IsOpen;

    /// <summary>The threshold as a multiple of the one that was fitted, at least 1; above it where scores have been over it for long.</summary>
    public double Level { get; private set; } = 1;

    /// <summary>Takes the next step's score, as a multiple of the threshold.</summary>
    /// <returns>Whether the step is in alarm.</returns>
    public bool Next(double score)
    {
        var (inAlarm, goesOn) = (Judge(score), Open);
        joined.Next(inAlarm);
        if (Open && !goesOn) limit?.Spend();
        if (policy.Rise > 0) Level = Math.Max(1, Level * (score > Level ? growth : decline));
        return inAlarm;
    }

    private bool Judge(double score)
    {
        var bar = limit?.Next() ?? 1;
        recent = ((recent << 1) | (score > (Open || active ? Level : Level * bar) ? 1UL : 0UL)) & window;
        if (suppressed > 0)
        {
            // What happens while suppressed does not count towards the next alarm.
            suppressed--;
            recent = 0;
            return false;
        }

        var enough = BitOperations.PopCount(recent) >= policy.Needed;
        if (active && !enough && score <= (joined.IsSettled ? 1 : policy.Release) * Level)
        {
            active = false;
            if (duration >= policy.ShortestDuration) suppressed = policy.Suppress;
            duration = 0;
            return false;
        }
        if (!active && enough)
        {
            (active, duration) = (true, 0);
            StepsSinceOnset = BitOperations.Log2(recent) - 1;
        }
        if (!active) return false;
        duration++;
        StepsSinceOnset++;
        return duration >= policy.ShortestDuration;
    }
}
