using System.Numerics;

namespace Plumbline.Detection;

/// <summary>Applies an <see cref="AlertPolicy"/> to the scores of one entity, step by step.</summary>
public sealed class AlertState(AlertPolicy policy)
{
    private readonly ulong window = policy.Of == 64 ? ulong.MaxValue : (1UL << policy.Of) - 1;
    private ulong recent; // bit k: the step k steps ago was over the threshold
    private bool active;
    private int duration;
    private int suppressed;

    /// <summary>Steps that the current alarm began before the latest step: the first step over the threshold of those that started it.</summary>
    public int StepsSinceOnset { get; private set; }

    /// <summary>Takes the next step's score, as a multiple of the threshold.</summary>
    /// <returns>Whether the step is in alarm.</returns>
    public bool Next(double score)
    {
        recent = ((recent << 1) | (score > 1 ? 1UL : 0UL)) & window;
        if (suppressed > 0)
        {
            // What happens while suppressed does not count towards the next alarm.
            suppressed--;
            recent = 0;
            return false;
        }

        var enough = BitOperations.PopCount(recent) >= policy.Needed;
        if (active && !enough && score <= policy.Release)
        {
            active = false;
            if (duration >= policy.ShortestDuration) suppressed = policy.Suppress;
            duration = 0;
            return false;
        }
        if (!active && enough)
        {
            active = true;
            duration = 0;
            StepsSinceOnset = BitOperations.Log2(recent) - 1;
        }
        if (!active) return false;
        duration++;
        StepsSinceOnset++;
        return duration >= policy.ShortestDuration;
    }
}
