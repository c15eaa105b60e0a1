using Plumbline.Evaluation;

namespace Plumbline.Tests.Naive;

/// <summary>Every distinct score as a threshold, judged from scratch.</summary>
internal static class NaiveEventOracle
{
    public static (double F1, double Threshold) Of(double[] scores, int[] labels, int gap, double mostCovered)
    {
        var best = (F1: -1.0, Threshold: 0.0);
        foreach (var threshold in scores.Where(score => !double.IsNaN(score)).Distinct().OrderDescending())
        {
            var flags = AlarmMerge.Of(Array.ConvertAll(scores, score => score >= threshold), gap);
            if (flags.Count(flag => flag) > mostCovered * flags.Length) continue;
            var f1 = EventMetrics.Of(flags, labels).F1!.Value;
            if (f1 > best.F1) best = (f1, threshold);
        }
        return best;
    }
}
