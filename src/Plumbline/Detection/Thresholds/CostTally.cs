using Plumbline.Data;

namespace Plumbline.Detection.Thresholds;

/// <summary>One slice prepared so that the cost of any threshold is two binary searches.</summary>
/// <remarks>Which steps can be false alarms does not depend on the threshold, and an anomalous step is missed exactly if no score within
/// the tolerance exceeds the threshold: the highest score nearby decides. So two sorted lists hold the whole cost curve.</remarks>
internal sealed class CostTally
{
    private readonly CostModel model;
    private readonly double[] falseAlarms; // scores of the steps far from any anomalous step, rising
    private readonly double[] nearby; // highest score within the tolerance of each anomalous step, rising

    public CostTally(CostModel model, ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, TimeAxis? time)
    {
        if (scores.Length != labels.Length) throw new ArgumentException($"{scores.Length} scores, but {labels.Length} labels");
        model.Validate();
        this.model = model;
        var (positions, tolerance) = Positions(model, scores.Length, time);
        var far = new List<double>();
        var highest = new List<double>();
        var candidates = new int[scores.Length]; // for the highest score within the tolerance; scores fall from head to tail
        int head = 0, tail = 0, from = 0, to = 0, anomalousNearby = 0;
        for (var step = 0; step < scores.Length; step++)
        {
            for (; to < scores.Length && positions[to] - positions[step] <= tolerance; to++)
            {
                if (labels[to] != 0) anomalousNearby++;
                if (double.IsNaN(scores[to])) continue;
                while (tail > head && scores[candidates[tail - 1]] <= scores[to]) tail--;
                candidates[tail++] = to;
            }
            for (; positions[step] - positions[from] > tolerance; from++)
            {
                if (labels[from] != 0) anomalousNearby--;
                if (tail > head && candidates[head] == from) head++;
            }
            if (anomalousNearby == 0 && !double.IsNaN(scores[step])) far.Add(scores[step]);
            if (labels[step] != 0) highest.Add(tail > head ? scores[candidates[head]] : double.NegativeInfinity);
        }
        far.Sort();
        highest.Sort();
        (falseAlarms, nearby) = ([.. far], [.. highest]);
    }

    public CostPoint At(double threshold)
    {
        if (double.IsNaN(threshold)) throw new ArgumentException("the threshold is NaN", nameof(threshold));
        var alarms = falseAlarms.Length - AtMost(falseAlarms, threshold);
        var missed = AtMost(nearby, threshold);
        return new CostPoint(threshold, alarms, missed, (model.AlarmCost * alarms) + (model.MissedCost * missed));
    }

    private static (long[] Positions, long Tolerance) Positions(CostModel model, int steps, TimeAxis? time)
    {
        if (model.TimeTolerance is not { } tolerance) return (TimeAxis.Counting(steps).Values.ToArray(), model.Tolerance);
        if (time is not { Kind: TimeKind.Timestamp }) throw new ArgumentException("a tolerance in time needs the timestamp of each step", nameof(time));
        if (time.Count != steps) throw new ArgumentException($"{time.Count} times for {steps} scores");
        var positions = time.Values.ToArray();
        for (var step = 1; step < steps; step++)
        {
            if (positions[step] < positions[step - 1]) throw new ArgumentException($"the time of step {step} is before that of step {step - 1}", nameof(time));
        }
        return (positions, tolerance.Ticks);
    }

    /// <summary>How many values are at most the threshold.</summary>
    private static int AtMost(double[] rising, double threshold)
    {
        int low = 0, high = rising.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rising[middle] <= threshold) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
