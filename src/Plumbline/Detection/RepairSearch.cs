using Plumbline.Data;
using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Finds what would bring an anomalous row under the threshold by asking the detector about altered rows.</summary>
/// <remarks>Greedy: of the most guilty signals that one is put right, from some rows before on, whose return lowers the score most; then the next, until the score is under
/// the threshold; then those that turn out to be needless are left out again. Takes up to some 70 scorings of a few hundred rows.</remarks>
public static class RepairSearch
{
    private const int MostSignals = 5;
    private const int Tried = 8; // most guilty signals
    private const int Halvings = 8; // of an end of the range
    private const int MostBefore = 240; // rows before that are put right, too

    /// <param name="frame">Rows of the entity, from far enough before the row for its window.</param>
    /// <param name="row">0-based row of the frame.</param>
    /// <param name="verdict">On the row, or on the anomaly whose worst row it is: who is to blame and what was expected.</param>
    /// <returns>Null when the row is not over the threshold by its values alone: it is normal, or signals are silent.</returns>
    public static Repair? Find(Detector detector, SeriesFrame frame, int row, Verdict verdict)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)frame.StepCount, nameof(row));
        var onset = Math.Clamp(frame.Rows.Span.IndexOf(verdict.FromRow), Math.Max(0, row - MostBefore), row);
        return new Trial(detector, frame, onset, row).Search(verdict.Signals);
    }

    // Scores of one row with signals put right from the onset on, until the last row that it is judged by.
    private sealed class Trial
    {
        private readonly Detector detector;
        private readonly SeriesFrame frame;
        private readonly int onset;
        private readonly int row;

        public Trial(Detector detector, SeriesFrame whole, int onset, int row)
        {
            var hindsight = (detector.Model as IScoringModel)?.Hindsight.Steps ?? 0;
            var first = Math.Max(0, onset - detector.Model.WindowLength - hindsight - detector.Options.Calibrate.Smooth - MostBefore);
            if (!detector.Preprocessor.IsCausal) first = 0;
            frame = whole.Slice(first, Math.Min(row + hindsight + 1, whole.StepCount) - first);
            (this.detector, this.onset, this.row) = (detector, onset - first, row - first);
        }

        public Repair? Search(IReadOnlyList<SignalAttribution> blamed)
        {
            var score = Score([]);
            if (!(score > 1) || blamed.Any(signal => signal.Direction == Direction.Silent)) return null;
            var candidates = blamed.Take(Tried).Where(signal => !detector.Preprocessor.Scaler.Signals[Index(signal)].IsChange).ToList();
            var chosen = new List<SignalRepair>();
            var reached = score;
            while (reached > 1 && chosen.Count < MostSignals && candidates.Count > 0)
            {
                var (best, least) = candidates.Select(signal => (signal, Score: Score([.. chosen, new SignalRepair(signal.Name, signal.Expected)]))).MinBy(tried => tried.Score);
                chosen.Add(new SignalRepair(best.Name, best.Expected));
                candidates.Remove(best);
                reached = least;
            }
            if (reached > 1) return new Repair([], score);
            foreach (var signal in chosen.SkipLast(1).ToList())
            {
                var others = chosen.Where(other => other != signal).ToList();
                if (others.Count == 0 || Score(others) is var without && !(without <= 1)) continue;
                (chosen, reached) = (others, without);
            }
            var observed = blamed.First(signal => signal.Name == chosen[0].Name).Observed;
            if (observed is { } value) chosen[0] = WithRange(chosen, value);
            return new Repair(chosen, reached);
        }

        // Bisection between the usual value and the observed one, and as far to the other side.
        private SignalRepair WithRange(List<SignalRepair> chosen, double observed)
        {
            var first = chosen[0];
            bool Does(double value) => Score([first with { Usual = value }, .. chosen.Skip(1)]) <= 1;
            double End(double outside)
            {
                if (Does(outside)) return outside;
                var inside = first.Usual;
                for (var i = 0; i < Halvings; i++)
                {
                    var middle = (inside + outside) / 2;
                    if (Does(middle)) inside = middle;
                    else outside = middle;
                }
                return inside;
            }
            var (one, other) = (End(observed), End((2 * first.Usual) - observed));
            return first with { Low = Math.Min(one, other), High = Math.Max(one, other) };
        }

        private double Score(IReadOnlyList<SignalRepair> repairs)
        {
            var values = frame.Values.ToArray();
            foreach (var repair in repairs)
            {
                var column = ColumnOf(repair.Name);
                for (var step = onset; step < frame.StepCount; step++) values[(step * frame.SignalCount) + column] = repair.Usual;
            }
            var altered = new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values, frame.Labels, frame.Rows, frame.Source);
            var scorer = new StepScorer(detector);
            var prepared = scorer.Prepare(altered);
            var wanted = prepared.StepOfRow.Span[row];
            var raw = double.NaN;
            void Keep(scoped ScoredStep step) => raw = step.Step == wanted ? step.RawScore : raw;
            scorer.Score(prepared, Keep);
            scorer.Finish(Keep);
            return raw / detector.Threshold.Value;
        }

        private int ColumnOf(string name)
        {
            for (var column = 0; column < frame.SignalCount; column++)
            {
                if (frame.Signals[column] == name) return column;
            }
            throw new ArgumentException($"The frame has no signal '{name}'.");
        }

        private int Index(SignalAttribution signal)
        {
            var index = 0;
            while (detector.Preprocessor.Signals[index] != signal.Name) index++;
            return index;
        }
    }
}
