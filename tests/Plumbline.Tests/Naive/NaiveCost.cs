namespace Plumbline.Tests.Naive;

/// <summary>False alarms and missed steps by looking at every pair of steps.</summary>
internal static class NaiveCost
{
    public static (int FalseAlarms, int Missed) Of(double[] scores, int[] labels, double threshold, long[] positions, long tolerance)
    {
        var steps = Enumerable.Range(0, scores.Length).ToList();
        var flagged = steps.Where(step => scores[step] > threshold).ToList();
        var anomalous = steps.Where(step => labels[step] != 0).ToList();
        return (
            flagged.Count(alarm => !anomalous.Any(step => Math.Abs(positions[step] - positions[alarm]) <= tolerance)),
            anomalous.Count(step => !flagged.Any(alarm => Math.Abs(positions[step] - positions[alarm]) <= tolerance)));
    }
}
