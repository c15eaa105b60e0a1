namespace Plumbline.Detection.Thresholds;

/// <summary>F-beta of every candidate threshold on labelled windows: how the sequence pipeline tunes with labels.</summary>
/// <param name="Thresholds">Candidates, ascending.</param>
/// <param name="TruePositives">[candidate]; a window is flagged when its score is strictly over the candidate.</param>
/// <param name="FalsePositives">[candidate].</param>
/// <param name="Positives">Anomalous windows.</param>
/// <param name="Negatives">Normal windows.</param>
public sealed record FBetaSweep(IReadOnlyList<double> Thresholds, IReadOnlyList<int> TruePositives, IReadOnlyList<int> FalsePositives, int Positives, int Negatives)
{
    /// <param name="scores">[window]; NaN is never flagged. A sequence's score is the largest distance among its steps or signals.</param>
    /// <param name="labels">[window], not 0 is anomalous.</param>
    /// <param name="candidates">Ascending.</param>
    public static FBetaSweep Run(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, double[] candidates)
    {
        if (scores.Length != labels.Length) throw new ArgumentException($"{scores.Length} scores, {labels.Length} labels.", nameof(labels));
        var truePositives = new int[candidates.Length];
        var falsePositives = new int[candidates.Length];
        int positives = 0, negatives = 0;
        for (var window = 0; window < scores.Length; window++)
        {
            var anomalous = labels[window] != 0;
            if (anomalous) positives++; else negatives++;
            // The score is over the candidates before its insertion point; at an equal one it is not.
            var over = double.IsNaN(scores[window]) ? 0 : CountBelow(candidates, scores[window]);
            if (over > 0) (anomalous ? truePositives : falsePositives)[over - 1]++;
        }
        for (var candidate = candidates.Length - 2; candidate >= 0; candidate--)
        {
            truePositives[candidate] += truePositives[candidate + 1];
            falsePositives[candidate] += falsePositives[candidate + 1];
        }
        return new FBetaSweep(candidates, truePositives, falsePositives, positives, negatives);
    }

    /// <summary>null where precision or recall is undefined: nothing flagged, or nothing anomalous.</summary>
    public double? FBeta(int candidate, double beta)
    {
        var (hits, alarms) = (TruePositives[candidate], TruePositives[candidate] + FalsePositives[candidate]);
        if (alarms == 0 || Positives == 0) return null;
        if (hits == 0) return null; // precision and recall both 0: 0/0 in the formula
        var (precision, recall) = ((double)hits / alarms, (double)hits / Positives);
        return (1 + (beta * beta)) * precision * recall / ((beta * beta * precision) + recall);
    }

    /// <summary>The first candidate with the largest F-beta; null when it is undefined everywhere. Undefined never wins.</summary>
    public int? Best(double beta)
    {
        int? best = null;
        double? largest = null;
        for (var candidate = 0; candidate < Thresholds.Count; candidate++)
        {
            if (FBeta(candidate, beta) is not { } value || value <= (largest ?? double.NegativeInfinity)) continue;
            (best, largest) = (candidate, value);
        }
        return best;
    }

    private static int CountBelow(double[] ascending, double value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1; else high = middle;
        }
        return low;
    }
}
