using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>250 thresholds spread evenly over the ranks of the scores, and what each of them flags: the ground of all range-aware areas.</summary>
/// <remarks>A step is flagged from its first passed threshold on, so each step goes once into the bin of that threshold and everything
/// else is cumulative sums. Steps without a score are in no bin; events without a scored step are left out.</remarks>
internal sealed class RankSweep
{
    public const int ThresholdCount = 250;

    private readonly int[] bins; // first threshold that flags the step, [step]; -1 without a score
    private readonly bool[] anomalous;
    private readonly double[] soft;

    private RankSweep(int[] bins, bool[] anomalous, List<StepRange> events, int scored)
    {
        (this.bins, this.anomalous, soft) = (bins, anomalous, new double[bins.Length]);
        Events = events;
        Scored = scored;
        for (var step = 0; step < bins.Length; step++)
        {
            if (bins[step] < 0) continue;
            Flagged[bins[step]]++;
            if (!anomalous[step]) continue;
            Hits[bins[step]]++;
            Anomalous++;
        }
    }

    public List<StepRange> Events { get; }

    /// <summary>Steps with a score.</summary>
    public int Scored { get; }

    /// <summary>Scored anomalous steps.</summary>
    public int Anomalous { get; }

    /// <summary>Steps that each threshold newly flags, [threshold].</summary>
    public int[] Flagged { get; } = new int[ThresholdCount];

    /// <summary>Anomalous steps that each threshold newly flags, [threshold].</summary>
    public int[] Hits { get; } = new int[ThresholdCount];

    public static RankSweep? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        if (RankedScores.Of(scores, labels) is not { } ranked) return null;
        var ranks = new int[ThresholdCount];
        var stride = (ranked.Count - 1) / (double)(ThresholdCount - 1);
        for (var index = 0; index < ThresholdCount; index++) ranks[index] = (int)(index * stride);
        ranks[^1] = ranked.Count - 1;
        var thresholds = ranked.AtRanks(ranks);

        var bins = new int[scores.Length];
        var anomalous = new bool[scores.Length];
        for (var step = 0; step < bins.Length; step++)
        {
            anomalous[step] = labels[step] != 0;
            bins[step] = double.IsNaN(scores[step]) ? -1 : FirstAtMost(thresholds, scores[step]);
        }
        var events = StepRange.FromLabels(labels).Where(one => bins.AsSpan(one.Start, one.Length).ContainsAnyExcept(-1)).ToList();
        return new RankSweep(bins, anomalous, events, ranked.Count);
    }

    /// <summary>Soft label weight of normal steps near an event that each threshold newly flags.</summary>
    /// <remarks>At distance d = 1 .. window/2 from an event's end the weight is sqrt(1 - d/window); weights of several events add up to at most 1.</remarks>
    /// <param name="gained">[threshold], overwritten.</param>
    public void SoftHits(int window, Span<double> gained)
    {
        gained.Clear();
        Array.Clear(soft);
        for (var distance = 1; distance <= window / 2; distance++)
        {
            var weight = Math.Sqrt(1 - ((double)distance / window));
            foreach (var one in Events)
            {
                if (one.Start - distance >= 0) soft[one.Start - distance] += weight;
                if (one.End + distance < soft.Length) soft[one.End + distance] += weight;
            }
        }
        for (var step = 0; step < soft.Length; step++)
        {
            if (soft[step] > 0 && bins[step] >= 0 && !anomalous[step]) gained[bins[step]] += Math.Min(soft[step], 1);
        }
    }

    /// <summary>Events, widened by half a window and merged where they then meet, that each threshold newly touches.</summary>
    /// <param name="gap">Steps allowed between two widened events that still count as one.</param>
    /// <param name="touched">[threshold], overwritten.</param>
    /// <returns>Number of widened events.</returns>
    public int Touched(int window, int gap, Span<int> touched)
    {
        touched.Clear();
        var count = 0;
        for (var index = 0; index < Events.Count; index++)
        {
            var start = Math.Max(Events[index].Start - (window / 2), 0);
            while (index + 1 < Events.Count && Events[index + 1].Start - Events[index].End - (window / 2 * 2) <= gap) index++;
            var end = Math.Min(Events[index].End + (window / 2), bins.Length - 1);
            var first = int.MaxValue;
            for (var step = start; step <= end; step++)
            {
                if (bins[step] >= 0) first = Math.Min(first, bins[step]);
            }
            touched[first]++;
            count++;
        }
        return count;
    }

    private static int FirstAtMost(double[] falling, double score)
    {
        int low = 0, high = falling.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (falling[middle] <= score) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
