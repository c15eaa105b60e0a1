namespace Plumbline.Detection.Thresholds;

/// <summary>How often normal scores would alarm at a threshold, by the very policy that judges later.</summary>
/// <param name="scores">Of normal rows in time order; NaN where a stretch ends.</param>
/// <param name="policy">Its threshold neither rises nor is a budget held while counting: either would hide how often there is something to raise.</param>
internal sealed class AlarmTail(double[] scores, AlertPolicy policy)
{
    private const int Enough = 20; // alarms to count, or else to measure the tail on
    private const double LeastQuantile = 0.9; // below it scores are no tail
    private const int MostTried = 200;

    private readonly AlertPolicy counting = policy with { Rise = 0, Hold = false };

    /// <summary>Steps with a score.</summary>
    public int Steps { get; } = scores.Count(score => !double.IsNaN(score));

    /// <summary>The largest score of each alarm.</summary>
    public List<double> Peaks(double threshold)
    {
        var peaks = new List<double>();
        var alert = new AlertState(counting);
        var going = false;
        foreach (var score in scores)
        {
            if (double.IsNaN(score))
            {
                (alert, going) = (new AlertState(counting), false);
                continue;
            }
            if (alert.Next(score / threshold))
            {
                if (!going) peaks.Add(score);
                else peaks[^1] = Math.Max(peaks[^1], score);
            }
            going = alert.Open;
        }
        return peaks;
    }

    /// <summary>The least threshold at which no more alarms a step than so many are raised.</summary>
    /// <returns>The threshold, and whether it lies beyond what could be counted: then the peaks of the rarest alarms there are were taken for exponentially distributed.</returns>
    /// <remarks>Not the level of an exponential with the mean of n peaks, which is exceeded too often because that mean is itself uncertain, but the one that a further peak exceeds
    /// with the wanted probability p whatever the true mean: n m (p^(-1/n) - 1), the predictive quantile (Lawless 2003, 4.1).</remarks>
    public (double Threshold, bool Extrapolated) At(double alarmsPerStep)
    {
        var allowed = alarmsPerStep * Steps;
        var (level, peaks) = Lowest(Math.Max(allowed, Enough));
        if (allowed >= Enough || peaks.Count <= allowed) return (level, false);
        var mean = peaks.Average(peak => peak - level);
        return (level + (peaks.Count * mean * (Math.Pow(peaks.Count / allowed, 1.0 / peaks.Count) - 1)), true);
    }

    // From the highest score downwards: far below, alarms run into one another and become few again.
    private (double Level, List<double> Peaks) Lowest(double alarms)
    {
        var candidates = scores.Where(score => !double.IsNaN(score)).OrderDescending().ToArray();
        candidates = [.. candidates[..Math.Max(1, (int)(candidates.Length * (1 - LeastQuantile)))].Distinct()];
        var stride = (candidates.Length + MostTried - 1) / MostTried;
        var (level, peaks) = (candidates[0], new List<double>());
        for (var i = stride; i < candidates.Length; i += stride)
        {
            if (candidates[i] <= 0) break;
            var more = Peaks(candidates[i]);
            if (more.Count > alarms) break;
            (level, peaks) = (candidates[i], more);
        }
        return (level, peaks);
    }
}
