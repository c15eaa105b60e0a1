using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>The best F1 by events that any threshold could have reached, found with the labels it is judged by: an upper bound, not a result.</summary>
/// <remarks>
/// Exact: every distinct score is tried. From the highest score down each step is flagged once; an alarm only ever grows or meets its neighbour, so the ends of
/// the alarms are all there is to keep, and a step costs a look at as many neighbours as alarms may lie apart. What an alarm and an event are, see <see cref="EventMetrics"/>.
/// </remarks>
public static class EventOracle
{
    /// <param name="scores">[step]; a step with NaN is never flagged.</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="gap">Unflagged steps between two alarms that still make them one, at least 0, as for <see cref="AlarmMerge"/>.</param>
    /// <param name="mostCovered">Largest share of the steps that the alarms may cover together, merged, above 0, up to 1. Default 1; but then one endless alarm, which touches
    /// every event and nothing else, is the best of all.</param>
    /// <returns>Null without an event, without a score, or where every threshold covers more.</returns>
    /// <exception cref="ArgumentException">The lengths differ, the gap is negative, or the share is out of range.</exception>
    public static OracleF1? Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int gap = 0, double mostCovered = 1)
    {
        Aligned.Require(scores.Length, labels.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        if (!(mostCovered is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(mostCovered), mostCovered, "Expected above 0, up to 1.");
        var events = StepRange.FromLabels(labels);
        if (events.Count == 0) return null;
        var keys = new double[scores.Length];
        var steps = new int[scores.Length];
        var count = 0;
        for (var step = 0; step < scores.Length; step++)
        {
            if (double.IsNaN(scores[step])) continue;
            (keys[count], steps[count]) = (scores[step], step);
            count++;
        }
        if (count == 0) return null;
        Array.Sort(keys, steps, 0, count);

        var alarms = new GrowingAlarms(scores.Length, events, gap);
        var best = new OracleF1(-1, 0, 0, 0);
        for (var rank = count - 1; rank >= 0; rank--)
        {
            alarms.Flag(steps[rank]);
            if (alarms.Covered > mostCovered * scores.Length) break; // alarms never shrink
            if (rank > 0 && keys[rank - 1] == keys[rank]) continue;
            var (precision, recall) = ((double)alarms.True / alarms.Count, (double)alarms.EventsHit / events.Count);
            if (FScore.Of(precision, recall) is { } f1 && f1 > best.F1) best = new OracleF1(f1, precision, recall, keys[rank]);
        }
        return best.F1 < 0 ? null : best;
    }

    private sealed class GrowingAlarms
    {
        private readonly int gap;
        private readonly int[] eventOf; // [step]; -1 in none
        private readonly bool[] hit; // [event]
        private readonly bool[] flagged; // [step]
        private readonly int[] otherEnd; // [step]; of an alarm that begins or ends here
        private readonly bool[] touches; // [step]; whether the alarm that begins or ends here touches an event

        public GrowingAlarms(int steps, List<StepRange> events, int gap)
        {
            this.gap = gap;
            (eventOf, hit, flagged, otherEnd, touches) = (new int[steps], new bool[events.Count], new bool[steps], new int[steps], new bool[steps]);
            Array.Fill(eventOf, -1);
            for (var index = 0; index < events.Count; index++) eventOf.AsSpan(events[index].Start, events[index].Length).Fill(index);
        }

        public int Count { get; private set; }

        /// <summary>Alarms that touch an event.</summary>
        public int True { get; private set; }

        public int EventsHit { get; private set; }

        /// <summary>Steps of all alarms.</summary>
        public int Covered { get; private set; }

        public void Flag(int step)
        {
            var (left, right) = (step, step); // the nearest flagged steps that this one is one alarm with
            for (var at = step - 1; at >= Math.Max(0, step - gap - 1) && left == step; at--) left = flagged[at] ? at : left;
            for (var at = step + 1; at <= Math.Min(flagged.Length - 1, step + gap + 1) && right == step; at++) right = flagged[at] ? at : right;
            flagged[step] = true;
            if (left < step && right > step && right - left - 1 <= gap) return; // within an alarm already

            var (start, end, touched) = (step, step, false);
            if (left < step) (start, touched) = (otherEnd[left], Leave(left));
            if (right > step) (end, touched) = (otherEnd[right], Leave(right) || touched);
            for (var at = left < step ? left + 1 : step; at <= (right > step ? right - 1 : step); at++)
            {
                Covered++;
                if (eventOf[at] is not (>= 0 and var one)) continue;
                touched = true;
                if (hit[one]) continue;
                hit[one] = true;
                EventsHit++;
            }
            (otherEnd[start], otherEnd[end], touches[start], touches[end]) = (end, start, touched, touched);
            Count++;
            if (touched) True++;
        }

        // The alarm at this end goes into a larger one.
        private bool Leave(int at)
        {
            Count--;
            if (touches[at]) True--;
            return touches[at];
        }
    }
}
