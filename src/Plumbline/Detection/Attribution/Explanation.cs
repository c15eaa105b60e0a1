using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Models;

namespace Plumbline.Detection.Attribution;

/// <summary>Why rows scored as they did, when all rows are at hand.</summary>
public static class Explanation
{
    // Steps before the window of the first explained row that are scored, too, so that an anomaly that began before it is known.
    private const int Before = 320;

    /// <summary>The verdict on a single row, normal or not, with every signal's part and every step's of its window.</summary>
    /// <param name="frame">Rows of the entity, from far enough before the row for its window.</param>
    /// <param name="row">0-based row of the frame.</param>
    /// <remarks>A model that expects values says by itself who is to blame for a row. Of others, signals count by how far they are from where they were before the anomaly that
    /// the row is in, whose onset is found, and by what the model did not foresee since.</remarks>
    public static Verdict Of(Detector detector, SeriesFrame frame, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)frame.StepCount, nameof(row));
        return new Walk(detector, frame, new StepRange(row, row)).Row();
    }

    /// <summary>The verdict on rows that are known to belong together, such as those of an incident, whatever the alert policy says of them: the first is the onset.</summary>
    /// <param name="frame">Rows of the entity, from far enough before the first for its window and what was usual before.</param>
    /// <param name="rows">0-based rows of the frame.</param>
    public static Verdict Of(Detector detector, SeriesFrame frame, StepRange rows)
    {
        if (rows.Start < 0 || rows.Length < 1 || rows.End >= frame.StepCount) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"Expected rows of 0 to {frame.StepCount - 1}.");
        return new Walk(detector, frame, rows).Rows();
    }

    // One pass over the rows that the explained ones depend on.
    private sealed class Walk
    {
        private readonly Detector detector;
        private readonly SeriesFrame frame;
        private readonly StepScorer scorer;
        private readonly StepAttributor attributor;
        private readonly RecentSteps recent;
        private readonly AlertState alert;
        private readonly Preprocessing.PreparedSteps prepared;
        private readonly StepRange rows; // of the frame that is seen
        private readonly int[] rowOfStep; // -1 where a gap was filled
        private readonly bool expects;

        public Walk(Detector detector, SeriesFrame whole, StepRange rows)
        {
            this.detector = detector;
            var first = FirstSeen(detector, whole, rows.Start);
            // Rows after them are left away, but those that the model waits for: the rows' own verdict does not need them, unless filling looks ahead.
            var hindsight = (detector.Model as IScoringModel)?.Hindsight.Steps ?? 0;
            var end = detector.Preprocessor.IsCausal ? Math.Min(rows.End + 1 + hindsight, whole.StepCount) : whole.StepCount;
            frame = whole.Slice(first, end - first);
            this.rows = new StepRange(rows.Start - first, rows.End - first);
            (scorer, attributor, recent, alert) = (new StepScorer(detector), new StepAttributor(detector), new RecentSteps(detector), new AlertState(detector.Alert, detector.HeldBudget));
            expects = detector.Model is IReconstructionModel;
            if (!expects) recent.See(detector.Preprocessor.Transform(whole).Values.Span, detector.Preprocessor.SignalCount);
            prepared = scorer.Prepare(frame);
            rowOfStep = new int[prepared.StepCount];
            rowOfStep.AsSpan().Fill(-1);
            for (var i = 0; i < frame.StepCount; i++) rowOfStep[prepared.StepOfRow.Span[i]] = i;
        }

        public Verdict Row()
        {
            var wanted = prepared.StepOfRow.Span[rows.Start];
            AnomalyOnset? onset = null;
            var since = 0;
            Verdict? verdict = null;
            Run(step =>
            {
                if (step.Step > wanted) return;
                if (double.IsNaN(step.RawScore))
                {
                    recent.Clear();
                    if (step.Step == wanted) verdict = NotEnough(step.ImputedShare);
                    return;
                }
                var raw = Take(step);
                if (!alert.Next(raw / detector.Threshold.Value)) onset = null;
                else
                {
                    since = onset is null ? alert.StepsSinceOnset : since + 1;
                    onset ??= new AnomalyOnset(recent, since);
                }
                if (step.Step != wanted) return;
                var blame = expects ? new Blame(recent.SignalCount, null) : AnomalyOnset.BlameAt(onset, recent, since, last: true);
                if (expects) blame.Add(recent, 0);
                verdict = ToVerdict(blame, raw, step.ImputedShare, attributor.OutsideRange(step.Values)) with { Steps = StepsOf(step) };
            });
            return verdict!;
        }

        public Verdict Rows()
        {
            var (first, last) = (prepared.StepOfRow.Span[rows.Start], prepared.StepOfRow.Span[rows.End]);
            Blame? blame = null;
            var (largest, outside, count, imputed) = (double.NaN, 0, 0, 0d);
            var raws = new List<StepAttribution>();
            Run(step =>
            {
                if (step.Step > last) return;
                if (step.Step >= first) (count, imputed) = (count + 1, imputed + step.ImputedShare);
                if (double.IsNaN(step.RawScore))
                {
                    recent.Clear();
                    return;
                }
                var raw = Take(step);
                if (step.Step < first) return;
                blame ??= new AnomalyOnset(recent, 0).Begin(recent.SignalCount);
                blame.Add(recent, 0);
                largest = raw <= largest ? largest : raw; // the first is not
                outside = Math.Max(outside, attributor.OutsideRange(step.Values));
                raws.Add(new StepAttribution(At(step.Step), raw));
            });
            if (blame is null) return NotEnough(imputed / Math.Max(1, count));
            var total = raws.Sum(step => step.Share);
            return ToVerdict(blame, largest, imputed / count, outside) with { Steps = [.. raws.Select(step => step with { Share = total > 0 ? step.Share / total : 0 })] };
        }

        private void Run(StepScorer.Visitor visit)
        {
            scorer.Score(prepared, visit);
            scorer.Finish(visit);
        }

        private double Take(scoped ScoredStep step)
        {
            recent.Add(step);
            var raw = attributor.Attribute(step);
            recent.Ask(attributor.Surprises, expects, step);
            return raw;
        }

        private Verdict ToVerdict(Blame blame, double raw, double imputed, int outside)
        {
            var signals = blame.Rank(recent, detector.Preprocessor);
            var score = raw / detector.Threshold.Value;
            // Rows by themselves have no alert policy behind them: their status is on which side of the threshold they lie.
            return Empty(score > 1 ? VerdictStatus.Anomalous : VerdictStatus.Normal, imputed) with
            {
                Score = score,
                RawScore = raw,
                Severity = Severities.Of(score),
                Signals = signals,
                OutsideRange = outside,
                Families = FamilyAttribution.Of(signals),
                // Of rows that are known to be an anomaly it is asked in any case: a relation may break while every value is usual.
                Relations = score > 1 || rows.Length > 1 ? detector.Relations.Broken([recent], signals) : [],
            };
        }

        private Verdict NotEnough(double imputed) => Empty(VerdictStatus.NotEnoughData, imputed);

        private Verdict Empty(VerdictStatus status, double imputed)
        {
            var (from, to) = (frame.Time.Format(rows.Start), frame.Time.Format(rows.End));
            return new Verdict(VerdictId.Of(detector.Id, frame.Entity, from), detector.Name, detector.Id, frame.Entity, from, to, frame.Rows.Span[rows.Start],
                frame.Rows.Span[rows.End], status, double.NaN, double.NaN, detector.Threshold.Value, double.NaN, imputed, [], [], 0, []);
        }

        private StepAttribution[] StepsOf(scoped ScoredStep step)
        {
            var first = step.Step + step.After - detector.Model.WindowLength + 1;
            return [.. attributor.StepShares().Select((share, index) => new StepAttribution(At(first + index), share))];
        }

        private string At(int step) => rowOfStep[step] < 0 ? "filled" : frame.Time.Format(rowOfStep[step]);

        // Where nothing is missing, the score depends on so many rows and no more.
        private static int FirstSeen(Detector detector, SeriesFrame frame, int row)
        {
            // A running mean has the bits of all scores since its run began.
            if (!detector.Preprocessor.IsCausal || detector.Options.Calibrate.Smooth > 1) return 0;
            var hindsight = (detector.Model as IScoringModel)?.Hindsight.Steps ?? 0;
            var first = row - detector.Model.WindowLength - hindsight - Before;
            if (first <= 0) return 0;
            var sum = TensorPrimitives.Sum(frame.Values.Span[(first * frame.SignalCount)..((row + 1) * frame.SignalCount)]);
            return double.IsNaN(sum) ? 0 : first;
        }
    }
}
