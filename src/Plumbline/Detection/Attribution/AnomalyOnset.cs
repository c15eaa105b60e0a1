namespace Plumbline.Detection.Attribution;

/// <summary>When an anomaly began and what was usual just before: the time that its steps are compared with.</summary>
/// <remarks>A later step's own time before lies in the anomaly, so the level is taken once, before the first step over the threshold.</remarks>
internal sealed class AnomalyOnset
{
    private const int Apart = 6; // steps before the onset that are left out: it may be found a little late
    private const int Least = 10; // steps that make a level
    private const int Stale = 240; // steps after which the level before an anomaly says little of its worst step
    private const double Part = 0.3; // of how far off the step is, that those since the onset are at least
    private const int Lull = 3; // steps that may be nearer

    private readonly float[]? level;

    /// <param name="recent">Up to the step that raises the alarm.</param>
    /// <param name="steps">Since the onset.</param>
    public AnomalyOnset(RecentSteps recent, int steps) => level = LevelBefore(recent, steps);

    /// <summary>The blame for an anomaly's step.</summary>
    /// <param name="onset">Of the anomaly; null if it is in none.</param>
    /// <param name="recent">Up to the step.</param>
    /// <param name="steps">From the onset to the step.</param>
    /// <param name="last">Whether what is shown is the step alone; else the farthest since the onset.</param>
    public static Blame BlameAt(AnomalyOnset? onset, RecentSteps recent, int steps, bool last)
    {
        var level = onset?.level;
        if (level is null || steps > Stale)
        {
            steps = Back(recent);
            level = LevelBefore(recent, steps);
        }
        var blame = new Blame(recent.SignalCount, level);
        for (var back = Math.Min(steps, recent.Count - 1); back >= 0; back--) blame.Add(recent, back, shown: !last || back == 0);
        return blame;
    }

    /// <summary>The blame for steps whose first is known, to be added one by one.</summary>
    public Blame Begin(int signalCount) => new(signalCount, level);

    // Walks back from the newest step while steps are as far from the median of all as it is, or nearly.
    private static int Back(RecentSteps recent)
    {
        var level = recent.Level(0);
        var distances = new double[recent.Count];
        for (var back = 0; back < distances.Length; back++)
        {
            var values = recent.Values(back);
            for (var signal = 0; signal < values.Length; signal++) distances[back] += Math.Abs(values[signal] - level[signal]) / recent.Range(signal);
        }
        var usual = Statistics.Quantile.Of(distances, 0.5);
        var limit = Part * (distances[0] - usual);
        var onset = 0;
        if (limit <= 0) return onset;
        for (var back = 1; back < distances.Length - Apart - Least && back - onset <= Lull + 1; back++)
        {
            if (distances[back] - usual >= limit) onset = back;
        }
        return onset;
    }

    private static float[]? LevelBefore(RecentSteps recent, int steps)
    {
        var back = steps + Apart;
        if (recent.Count - back < Least) back = recent.Count - Least;
        return back > steps ? recent.Level(back) : null;
    }
}
