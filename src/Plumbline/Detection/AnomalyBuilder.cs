using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Gathers the steps of one anomaly into its verdict.</summary>
internal sealed class AnomalyBuilder(Detector detector, string entity, StepPlace onset)
{
    // The steps that are listed with their shares; an anomaly of weeks must not make a verdict of megabytes.
    private const int MostSteps = 200;

    private readonly PeakOfSignal[] peaks = new PeakOfSignal[detector.Errors.SignalCount];
    private readonly List<(StepPlace Place, double Raw)> steps = [];
    private double largest;
    private double rawSum;
    private double imputedSum;
    private int count;
    private int outsideRange;
    private StepPlace last;

    /// <summary>Steps so far.</summary>
    public int Count => count;

    /// <summary>Largest raw score so far / threshold.</summary>
    public double Score => largest / detector.Threshold.Value;

    public void Add(StepPlace place, double raw, scoped ScoredStep step, StepAttributor attributor)
    {
        last = place;
        count++;
        largest = Math.Max(largest, raw);
        rawSum += raw;
        imputedSum += step.ImputedShare;
        outsideRange = Math.Max(outsideRange, attributor.OutsideRange(step.Values));
        steps.Add((place, raw));
        if (steps.Count > 2 * MostSteps) KeepLargest(steps);

        for (var signal = 0; signal < peaks.Length; signal++)
        {
            var contribution = attributor.Contributions[signal];
            if (contribution <= peaks[signal].Contribution && count > 1) continue;
            peaks[signal] = new PeakOfSignal(contribution, step.Values[signal], step.Expected[signal], step.Origins[signal]);
        }
    }

    /// <param name="ongoing">More steps are to come, perhaps.</param>
    public Verdict ToVerdict(bool ongoing = false)
    {
        List<(StepPlace Place, double Raw)> shown = [.. steps];
        KeepLargest(shown);
        shown.Sort((a, b) => a.Place.Row.CompareTo(b.Place.Row));
        var score = Score;
        var signals = PeakOfSignal.Rank(peaks, detector.Preprocessor);
        return new Verdict(VerdictId.Of(detector.Id, entity, onset.At), detector.Name, detector.Id, entity, onset.At, last.At, onset.Row, last.Row,
            VerdictStatus.Anomalous, score, largest, detector.Threshold.Value, Severities.Of(score), imputedSum / count,
            signals, [.. shown.Select(step => new StepAttribution(step.Place.At, step.Raw / rawSum))], outsideRange, FamilyAttribution.Of(signals))
        {
            Ongoing = ongoing,
        };
    }

    private static void KeepLargest(List<(StepPlace Place, double Raw)> steps)
    {
        if (steps.Count <= MostSteps) return;
        steps.Sort((a, b) => b.Raw.CompareTo(a.Raw));
        steps.RemoveRange(MostSteps, steps.Count - MostSteps);
    }
}
