using Plumbline.Data;

namespace Plumbline.Evaluation;

/// <summary>Affiliation precision and recall: distances between flags and events, judged against random flags near each event.</summary>
/// <param name="Precision">Mean over the zones with flags, 0 to 1; null if nothing is flagged.</param>
/// <param name="Recall">Mean over all zones, 0 to 1.</param>
/// <param name="Zones">One an event, in time order.</param>
/// <remarks>Huet et al., KDD 2022. Time is continuous: step i is the interval [i, i + 1), and each event owns the time up to the midpoints
/// between it and its neighbours. Random flags already reach about 0.7, so never read it alone.</remarks>
public sealed record Affiliation(double? Precision, double Recall, IReadOnlyList<AffiliationZone> Zones)
{
    /// <summary>Harmonic mean of precision and recall; 0 if nothing is flagged.</summary>
    public double F1 => FScore.Of(Precision, Recall)!.Value;

    /// <summary>The figures of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <returns>Null without events.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Affiliation? Of(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels)
    {
        Aligned.Require(flags.Length, labels.Length);
        var events = StepRange.FromLabels(labels).ConvertAll(one => new Span(one.Start, one.End + 1));
        if (events.Count == 0) return null;
        var alarms = StepRange.FromFlags(flags).ConvertAll(one => new Span(one.Start, one.End + 1));
        var zones = new List<AffiliationZone>(events.Count);
        var first = 0;
        for (var index = 0; index < events.Count; index++)
        {
            var zone = new Span(
                index == 0 ? 0 : (events[index - 1].To + events[index].From) / 2,
                index == events.Count - 1 ? flags.Length : (events[index].To + events[index + 1].From) / 2);
            while (first < alarms.Count && alarms[first].To <= zone.From) first++;
            var inside = new List<Span>();
            for (var alarm = first; alarm < alarms.Count && alarms[alarm].From < zone.To; alarm++)
                inside.Add(new Span(Math.Max(alarms[alarm].From, zone.From), Math.Min(alarms[alarm].To, zone.To)));
            zones.Add(Judge(inside, events[index], zone));
        }
        var judged = zones.Where(zone => zone.Precision is not null).ToList();
        return new Affiliation(judged.Count == 0 ? null : judged.Average(zone => zone.Precision), zones.Average(zone => zone.Recall), zones);
    }

    private static AffiliationZone Judge(List<Span> alarms, Span one, Span zone)
    {
        if (alarms.Count == 0) return new AffiliationZone(null, 0, null, null);
        double precision = 0, recall = 0, precisionDistance = 0, recallDistance = 0;
        foreach (var alarm in alarms)
        {
            precision += Math.Max(0, Math.Min(alarm.To, one.To) - Math.Max(alarm.From, one.From)); // inside the event: chance 1
            Add(alarm.From, Math.Min(alarm.To, one.From), one.From, (one.From + one.To) - zone.To, ref precision, ref precisionDistance);
            Add(Math.Max(alarm.From, one.To), alarm.To, one.To, (one.From + one.To) - zone.From, ref precision, ref precisionDistance);
        }
        for (var index = 0; index <= alarms.Count; index++)
        {
            // the part of the event between two alarms, cut in the middle: each half looks at its nearer alarm
            var left = index == 0 ? double.NegativeInfinity : alarms[index - 1].To;
            var right = index == alarms.Count ? double.PositiveInfinity : alarms[index].From;
            var (from, to) = (Math.Max(one.From, left), Math.Min(one.To, right));
            var middle = index == 0 ? from : index == alarms.Count ? to : Math.Clamp((left + right) / 2, from, Math.Max(from, to));
            AddToEvent(from, Math.Min(middle, to), left, ref recall, ref recallDistance);
            AddToEvent(Math.Max(middle, from), to, right, ref recall, ref recallDistance);
            if (index < alarms.Count)
                recall += Math.Max(0, Math.Min(alarms[index].To, one.To) - Math.Max(alarms[index].From, one.From));
        }
        var flagged = alarms.Sum(alarm => alarm.Length);
        return new AffiliationZone(precision / flagged, recall / one.Length, precisionDistance / flagged, recallDistance / one.Length);

        // Integrates over [from, to) outside the event: the chance that a random point of the zone is at least as far from it.
        // Beyond the kink the other side of the zone is too short to hold such a point.
        void Add(double from, double to, double edge, double kink, ref double chance, ref double distance)
        {
            if (from >= to) return;
            distance += Integral(x => Math.Abs(x - edge), from, to, edge);
            chance += Integral(
                x =>
                {
                    var far = Math.Abs(x - edge);
                    return 1 - ((one.Length + Math.Min(far, one.From - zone.From) + Math.Min(far, zone.To - one.To)) / zone.Length);
                },
                from, to, kink);
        }

        // Integrates over the part [from, to) of the event whose nearest flag ends or starts at the edge.
        void AddToEvent(double from, double to, double edge, ref double chance, ref double distance)
        {
            if (from >= to) return;
            distance += Integral(y => Math.Abs(y - edge), from, to, edge);
            chance += Integral(
                y =>
                {
                    var far = Math.Abs(y - edge);
                    return 1 - ((Math.Min(far, y - zone.From) + Math.Min(far, zone.To - y)) / zone.Length);
                },
                from, to, edge <= from ? (edge + zone.To) / 2 : (edge + zone.From) / 2);
        }
    }

    /// <summary>Exact integral of a function that is linear but for one kink.</summary>
    private static double Integral(Func<double, double> function, double from, double to, double kink)
    {
        kink = Math.Clamp(kink, from, to);
        return ((kink - from) * (function(from) + function(kink)) / 2) + ((to - kink) * (function(kink) + function(to)) / 2);
    }

    private readonly record struct Span(double From, double To)
    {
        public double Length => To - From;
    }
}
