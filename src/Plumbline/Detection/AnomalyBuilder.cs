using Plumbline.Data;
using Plumbline.Detection.Attribution;

namespace Plumbline.Detection;

/// <summary>Gathers the steps of one anomaly into its verdict; the blame is that at its worst step.</summary>
/// <param name="place">Of its first step over the threshold.</param>
/// <param name="onset">What was usual before.</param>
/// <param name="before">Steps from that first one to the step that is added first.</param>
internal sealed class AnomalyBuilder(Detector detector, string entity, StepPlace place, AnomalyOnset onset, int before)
{
    // The steps that are listed with their shares; an anomaly of weeks must not make a verdict of megabytes.
    private const int MostSteps = 200;

    private readonly List<(StepPlace Place, double Raw)> steps = [];
    private double largest;
    private double rawSum;
    private double imputedSum;
    private int count;
    private int outsideRange;
    private StepPlace last;
    private RecentSteps? worst; // up to the step with the largest score
    private int worstAfter; // steps from the onset to it

    /// <summary>Steps so far.</summary>
    public int Count => count;

    /// <summary>Largest raw score so far / threshold.</summary>
    public double Score => largest / detector.Threshold.Value;

    public void Add(StepPlace place, double raw, scoped ScoredStep step, StepAttributor attributor, RecentSteps recent)
    {
        last = place;
        count++;
        rawSum += raw;
        imputedSum += step.ImputedShare;
        outsideRange = Math.Max(outsideRange, attributor.OutsideRange(step.Values));
        steps.Add((place, raw));
        if (steps.Count > 2 * MostSteps) KeepLargest(steps);
        if (raw <= largest && worst is not null) return;
        largest = raw;
        worst = recent.Copy(worst);
        worstAfter = before + count - 1;
    }

    /// <param name="recent">Up to its last step, or the one after.</param>
    /// <param name="ongoing">More steps are to come, perhaps.</param>
    /// <param name="shown">Whether observed and expected are those of the worst step alone.</param>
    public Verdict ToVerdict(RecentSteps recent, bool ongoing = false, bool shown = false)
    {
        List<(StepPlace Place, double Raw)> listed = [.. steps];
        KeepLargest(listed);
        listed.Sort((a, b) => a.Place.Row.CompareTo(b.Place.Row));
        var score = Score;
        var signals = AnomalyOnset.BlameAt(onset, worst!, worstAfter, shown).Rank(worst!, detector.Preprocessor);
        return new Verdict(VerdictId.Of(detector.Id, entity, place.At), detector.Name, detector.Id, entity, place.At, last.At, place.Row, last.Row,
            VerdictStatus.Anomalous, score, largest, detector.Threshold.Value, Severities.Of(score), imputedSum / count,
            signals, [.. listed.Select(step => new StepAttribution(step.Place.At, step.Raw / rawSum))], outsideRange, FamilyAttribution.Of(signals))
        {
            Ongoing = ongoing,
            Relations = detector.Relations.Broken([worst!, recent], signals),
        };
    }

    private static void KeepLargest(List<(StepPlace Place, double Raw)> steps)
    {
        if (steps.Count <= MostSteps) return;
        steps.Sort((a, b) => b.Raw.CompareTo(a.Raw));
        steps.RemoveRange(MostSteps, steps.Count - MostSteps);
    }
}
