namespace Plumbline.Evaluation;

/// <summary>Counts of flagged steps at every distinct score, for flags <c>score &gt;= threshold</c>.</summary>
/// <remarks>The one place where a NaN score (not enough data) meets a ranking metric: such a step is left out together with its
/// label. Everywhere else it simply is not flagged, because NaN passes no threshold.</remarks>
internal sealed class RankedScores
{
    private RankedScores(double[] thresholds, int[] truePositives, int[] falsePositives)
    {
        Thresholds = thresholds;
        TruePositives = truePositives;
        FalsePositives = falsePositives;
    }

    /// <summary>Distinct scores, falling, [threshold].</summary>
    public double[] Thresholds { get; }

    /// <summary>Anomalous steps with a score of at least the threshold, [threshold].</summary>
    public int[] TruePositives { get; }

    /// <summary>Normal steps with a score of at least the threshold, [threshold].</summary>
    public int[] FalsePositives { get; }

    public int Positives => TruePositives[^1];

    public int Negatives => FalsePositives[^1];

    public int Count => Positives + Negatives;

    /// <summary>Null where nothing can be ranked: all scored steps carry the same kind of label, or no step is scored.</summary>
    public static RankedScores? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels)
    {
        Aligned.Require(scores.Length, labels.Length);
        var keys = new double[scores.Length];
        var anomalous = new bool[scores.Length];
        var count = 0;
        for (var step = 0; step < scores.Length; step++)
        {
            if (double.IsNaN(scores[step])) continue;
            keys[count] = scores[step];
            anomalous[count++] = labels[step] != 0;
        }
        Array.Sort(keys, anomalous, 0, count);

        var thresholds = new List<double>();
        var truePositives = new List<int>();
        var falsePositives = new List<int>();
        int hits = 0, misses = 0;
        for (var rank = count - 1; rank >= 0; rank--)
        {
            if (anomalous[rank]) hits++;
            else misses++;
            if (rank > 0 && keys[rank - 1] == keys[rank]) continue;
            thresholds.Add(keys[rank]);
            truePositives.Add(hits);
            falsePositives.Add(misses);
        }
        return hits == 0 || misses == 0 ? null : new RankedScores([.. thresholds], [.. truePositives], [.. falsePositives]);
    }

    /// <summary>The thresholds of some ranks, 0 being the highest score; ranks must rise.</summary>
    public double[] AtRanks(ReadOnlySpan<int> ranks)
    {
        var scores = new double[ranks.Length];
        var group = 0;
        for (var index = 0; index < ranks.Length; index++)
        {
            while (TruePositives[group] + FalsePositives[group] <= ranks[index]) group++;
            scores[index] = Thresholds[group];
        }
        return scores;
    }
}
