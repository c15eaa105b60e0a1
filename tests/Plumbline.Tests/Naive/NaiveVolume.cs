using Plumbline.Data;

namespace Plumbline.Tests.Naive;

/// <summary>VUS straight from its definition: every window, every threshold, every step.</summary>
internal static class NaiveVolume
{
    public static (double Roc, double PrecisionRecall) Of(double[] scores, int[] labels, int window)
    {
        var slices = Enumerable.Range(0, window + 1).Select(width => Slice(scores, labels, width)).ToList();
        return (slices.Average(slice => slice.Roc), slices.Average(slice => slice.PrecisionRecall));
    }

    private static (double Roc, double PrecisionRecall) Slice(double[] scores, int[] labels, int window)
    {
        var n = scores.Length;
        var events = StepRange.FromLabels(labels);
        var weights = new double[n];
        for (var step = 0; step < n; step++)
        {
            if (labels[step] != 0) weights[step] = 1;
            else weights[step] = Math.Min(1, events.Sum(one => Weight(step < one.Start ? one.Start - step : step - one.End, window)));
        }
        var zones = events.ConvertAll(one => new StepRange(one.Start - (window / 2), one.End + (window / 2)));
        for (var index = 1; index < zones.Count; index++)
        {
            if (zones[index - 1].End < zones[index].Start) continue;
            zones[index - 1] = zones[index - 1] with { End = zones[index].End };
            zones.RemoveAt(index--);
        }

        var sorted = scores.OrderDescending().ToArray();
        var curve = new List<(double X, double Y)> { (0, 0) };
        double precisionRecall = 0;
        for (var index = 0; index < 250; index++)
        {
            var threshold = sorted[index == 249 ? n - 1 : (int)(index * ((n - 1) / 249.0))];
            var flagged = Enumerable.Range(0, n).Where(step => scores[step] >= threshold).ToList();
            var found = flagged.Sum(step => weights[step]);
            var anomalous = labels.Count(label => label != 0);
            var positives = (anomalous + anomalous + flagged.Sum(step => labels[step] != 0 ? 0 : weights[step])) / 2.0;
            var touched = zones.Count(zone => flagged.Any(step => step >= zone.Start && step <= zone.End));
            var recall = Math.Min(found / positives, 1) * touched / zones.Count;
            precisionRecall += (recall - curve[^1].Y) * found / flagged.Count;
            curve.Add(((flagged.Count - found) / (n - positives), recall));
        }
        curve.Add((1, 1));
        var roc = curve.Zip(curve.Skip(1), (left, right) => (right.X - left.X) * (left.Y + right.Y) / 2).Sum();
        return (roc, precisionRecall);
    }

    private static double Weight(int distance, int window) =>
        distance <= window / 2 ? Math.Sqrt(1 - ((double)distance / window)) : 0;
}
