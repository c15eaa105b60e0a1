using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>When somebody worked on a study, from the last attempt of each trial.</summary>
internal sealed class BusyTimes
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> stretches = [];

    public BusyTimes(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.Where(trial => trial.Started is not null).OrderBy(trial => trial.Started))
        {
            var (from, to) = (trial.Started!.Value, trial.Started.Value + Length(trial)!.Value);
            Worked += to - from;
            if (stretches.Count == 0 || from > stretches[^1].To) stretches.Add((from, to));
            else if (to > stretches[^1].To) stretches[^1] = (stretches[^1].From, to);
        }
    }

    /// <summary>Start of the first trial; null if none was begun.</summary>
    public DateTimeOffset? First => stretches.Count == 0 ? null : stretches[0].From;

    public DateTimeOffset? Last => stretches.Count == 0 ? null : stretches[^1].To;

    /// <summary>Time in which at least one worker was busy.</summary>
    public TimeSpan Wall => stretches.Aggregate(TimeSpan.Zero, (sum, stretch) => sum + (stretch.To - stretch.From));

    /// <summary>Time of all workers together.</summary>
    public TimeSpan Worked { get; }

    /// <summary>Times without any work that would take more than a twentieth of a time line; seconds since <see cref="First"/>.</summary>
    public IEnumerable<(double From, double To)> Pauses
    {
        get
        {
            var least = Wall / 20;
            for (var i = 1; i < stretches.Count; i++)
            {
                if (stretches[i].From - stretches[i - 1].To > least) yield return ((stretches[i - 1].To - stretches[0].From).TotalSeconds, (stretches[i].From - stretches[0].From).TotalSeconds);
            }
        }
    }

    /// <summary>How long a trial took, or has taken so far; null if it was never begun.</summary>
    public static TimeSpan? Length(Trial trial) => trial.Started is not { } started ? null
        : (trial.Ended ?? trial.Seen ?? started) is var end && end > started ? end - started : TimeSpan.Zero;
}
