using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Evaluation;

/// <summary>Flags against labels, event by event and alarm by alarm. An event is a run of anomalous steps, an alarm a run of flagged ones, or several that are joined.</summary>
/// <param name="Events">Labelled events.</param>
/// <param name="EventsHit">Events with at least one flagged step.</param>
/// <param name="Alarms">Runs of flagged steps, those joined counted once.</param>
/// <param name="TrueAlarms">Alarms that touch an event.</param>
/// <param name="StepPrecision">Share of flagged steps that are anomalous; null if nothing is flagged.</param>
/// <param name="MeanDelay">Steps from the start of an event to its first flagged step, mean over the events hit; null if none is hit. An alarm before the event shortens no delay.</param>
/// <param name="MedianDelay">The same, median.</param>
/// <remarks>Touching one step is enough, so one long alarm finds everything: read together with <see cref="PointMetrics"/>.</remarks>
public sealed record EventMetrics(
    int Events, int EventsHit, int Alarms, int TrueAlarms, double? StepPrecision, double? MeanDelay, double? MedianDelay)
{
    /// <summary>Share of alarms that touch an event; null without alarms.</summary>
    public double? Precision => FScore.Ratio(TrueAlarms, Alarms);

    /// <summary>Share of events that are hit; null without events.</summary>
    public double? Recall => FScore.Ratio(EventsHit, Events);

    /// <summary>Harmonic mean of the two; null without events, 0 if none is hit.</summary>
    public double? F1 => FScore.Of(Precision, Recall);

    /// <summary>Composite F (Garg et al., 2021): harmonic mean of precision by steps and recall by events.</summary>
    public double? CompositeF => FScore.Of(StepPrecision, Recall);

    /// <summary>The figures of one series.</summary>
    /// <param name="flags">[step].</param>
    /// <param name="labels">[step]; anything but 0 is anomalous.</param>
    /// <param name="policy">Which runs of flagged steps it joins to one alarm; null for none. The steps between them hit no event.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static EventMetrics Of(ReadOnlySpan<bool> flags, ReadOnlySpan<int> labels, AlertPolicy? policy = null)
    {
        var points = PointMetrics.Of(flags, labels);
        var events = StepRange.FromLabels(labels);
        var alarms = JoinedAlarm.Of(flags, policy ?? new AlertPolicy());
        var delays = new List<int>();
        foreach (var one in events)
        {
            var delay = flags.Slice(one.Start, one.Length).IndexOf(true);
            if (delay >= 0) delays.Add(delay);
        }
        var trueAlarms = 0;
        var next = 0;
        foreach (var alarm in alarms)
        {
            while (next < events.Count && events[next].End < alarm.Start) next++;
            if (next < events.Count && events[next].Touches(alarm)) trueAlarms++;
        }
        delays.Sort();
        var middle = delays.Count / 2;
        return new EventMetrics(events.Count, delays.Count, alarms.Count, trueAlarms, points.Precision,
            delays.Count == 0 ? null : delays.Average(),
            delays.Count == 0 ? null : delays.Count % 2 == 1 ? delays[middle] : (delays[middle - 1] + delays[middle]) / 2.0);
    }
}
