using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Why one row scored as it did.</summary>
public static class Explanation
{
    /// <summary>The verdict on a single row, normal or not, with every signal's part and every step's of its window.</summary>
    /// <param name="frame">Rows of the entity, from far enough before the row for its window.</param>
    /// <param name="row">0-based row of the frame.</param>
    public static Verdict Of(Detector detector, SeriesFrame frame, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)frame.StepCount, nameof(row));
        // Rows after it are left away, but those that the model waits for: the row's own verdict does not need them, unless filling looks ahead.
        var hindsight = (detector.Model as Models.IScoringModel)?.Hindsight.Steps ?? 0;
        var seen = detector.Preprocessor.IsCausal ? frame.Slice(0, Math.Min(row + 1 + hindsight, frame.StepCount)) : frame;
        var scorer = new StepScorer(detector);
        var attributor = new StepAttributor(detector);
        var prepared = scorer.Prepare(seen);
        var rowOfStep = new int[prepared.StepCount];
        rowOfStep.AsSpan().Fill(-1);
        for (var i = 0; i < seen.StepCount; i++) rowOfStep[prepared.StepOfRow.Span[i]] = i;
        var wanted = prepared.StepOfRow.Span[row];
        var place = new StepPlace(frame.Time.Kind, frame.Time[row], frame.Rows.Span[row]);
        Verdict? verdict = null;
        var after = 0;
        scorer.Score(prepared, Visit);
        scorer.Finish(Visit);
        return verdict!.Status == VerdictStatus.NotEnoughData ? verdict : verdict with { Steps = [.. attributor.StepShares().Select(AtStep)] };

        void Visit(scoped ScoredStep step)
        {
            if (step.Step != wanted) return;
            verdict = Explain(detector, frame.Entity, place, step, attributor);
            after = step.After;
        }

        StepAttribution AtStep(double share, int index)
        {
            var source = rowOfStep[wanted + after - detector.Model.WindowLength + 1 + index];
            return new StepAttribution(source < 0 ? "filled" : frame.Time.Format(source), share);
        }
    }

    private static Verdict Explain(Detector detector, string entity, StepPlace place, scoped ScoredStep step, StepAttributor attributor)
    {
        var id = VerdictId.Of(detector.Id, entity, place.At);
        if (double.IsNaN(step.RawScore))
        {
            return new Verdict(id, detector.Name, detector.Id, entity, place.At, place.At, place.Row, place.Row, VerdictStatus.NotEnoughData,
                double.NaN, double.NaN, detector.Threshold.Value, double.NaN, step.ImputedShare, [], [], 0, []);
        }
        var raw = attributor.Attribute(step);
        var score = raw / detector.Threshold.Value;
        var builder = new AnomalyBuilder(detector, entity, place);
        builder.Add(place, raw, step, attributor);
        // One row alone has no alert policy behind it: its status is on which side of the threshold it lies.
        return builder.ToVerdict() with { Status = score > 1 ? VerdictStatus.Anomalous : VerdictStatus.Normal };
    }
}
