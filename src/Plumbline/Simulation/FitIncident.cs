using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>An incident that nobody took out of the fit rows: a labelled event of the judged rows, copied to a drawn place among them.</summary>
/// <param name="LargestShare">Of the fit rows, above 0, up to 1; of a longer event the beginning is copied. Default a quarter.</param>
/// <remarks>Its rows are labelled, for that is what they are. Without a judged event nothing is changed.</remarks>
public sealed record FitIncident(double LargestShare = 0.25)
    : Harm("incident", "one labelled event is copied into the fit rows and learnt as normal; events like it may be missed")
{
    public override bool IsInFitRows => true;

    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random)
    {
        var events = StepRange.FromLabels(frame.Labels.Span[fitRows..]);
        if (events.Count == 0) return new HarmedSeries(frame, fitRows);
        var one = events[random.Below(events.Count)];
        var length = Math.Min(one.Length, Math.Max(1, (int)(fitRows * LargestShare)));
        var at = random.Below(fitRows - length + 1);
        var (values, labels, width) = (frame.Values.ToArray(), frame.Labels.ToArray(), frame.SignalCount);
        frame.Values.Span.Slice((fitRows + one.Start) * width, length * width).CopyTo(values.AsSpan(at * width));
        frame.Labels.Span.Slice(fitRows + one.Start, length).CopyTo(labels.AsSpan(at));
        return new HarmedSeries(With(frame, values, labels), fitRows);
    }
}
