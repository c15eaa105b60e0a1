namespace Plumbline.Tests.Naive;

/// <summary>The cost model of the lectures' taxi series: 1 for each alarm outside all windows, 10 for a window without one, 5 for one whose first alarm
/// is not before its middle, where NAB has its label.</summary>
internal static class NaiveTaxiCost
{
    /// <param name="scores">[row]; NaN without a score.</param>
    /// <param name="labels">[row]; each run of 1 is a window.</param>
    public static int Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, double threshold)
    {
        var cost = 0;
        for (var row = 0; row < scores.Length; row++)
        {
            if (labels[row] == 0)
            {
                if (scores[row] > threshold) cost++;
                continue;
            }
            var (start, first) = (row, -1);
            for (; row < scores.Length && labels[row] != 0; row++)
            {
                if (scores[row] > threshold && first < 0) first = row;
            }
            row--;
            if (first < 0) cost += 10;
            else if (first >= (start + row) / 2) cost += 5;
        }
        return cost;
    }

    /// <summary>The lowest threshold of least cost among the scores, and that cost.</summary>
    public static (double Threshold, int Cost) Best(double[] scores, ReadOnlySpan<int> labels)
    {
        var best = (Threshold: double.NaN, Cost: int.MaxValue);
        // Thresholds at which one row in ten or more is an alarm cost hundreds.
        foreach (var threshold in scores.Where(score => !double.IsNaN(score)).OrderDescending().Take(scores.Length / 10).Reverse())
        {
            var cost = Of(scores, labels, threshold);
            if (cost < best.Cost) best = (threshold, cost);
        }
        return best;
    }
}
