using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Statistics;

namespace Plumbline.Detection.Attribution;

/// <summary>Finds what would bring an anomalous row under the threshold by asking the detector about altered rows.</summary>
/// <remarks>Greedy: of the most guilty signals that one is put right whose return lowers the score most; then the next, until the score is under the threshold; then those that
/// turn out to be needless are left out again. Put right means, from the first row of those over the threshold on: what the model expected, or of a model that expects nothing,
/// the course before, moved to the usual value, for a flat line would be unusual, too. Takes up to some 70 scorings of a few hundred rows.</remarks>
public static class RepairSearch
{
    private const int MostSignals = 5;
    private const int Tried = 8; // most guilty signals
    private const int Halvings = 8; // of an end of the range
    private const int MostBefore = 240; // rows before that are put right, too
    private const int Course = 48; // rows before the onset that are repeated
    private const int LeastCourse = 10;

    /// <param name="frame">Rows of the entity, from far enough before the row for its window.</param>
    /// <param name="row">0-based row of the frame.</param>
    /// <param name="verdict">On the row, or on the anomaly whose worst row it is: who is to blame and what was expected.</param>
    /// <returns>Null when the row is not over the threshold by its values alone: it is normal, or signals are silent.</returns>
    public static Repair? Find(Detector detector, SeriesFrame frame, int row, Verdict verdict)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)frame.StepCount, nameof(row));
        return new Trial(detector, frame, row).Search(verdict.Signals);
    }

    // Scores of one row with signals put right from the onset on, until the last row that it is judged by.
    private sealed class Trial
    {
        private readonly Detector detector;
        private readonly int row;
        private readonly int context; // rows before the onset that the score depends on
        private readonly SeriesFrame frame;
        private int onset;
        private int start; // of the rows that are scored

        public Trial(Detector detector, SeriesFrame whole, int row)
        {
            var hindsight = (detector.Model as IScoringModel)?.Hindsight.Steps ?? 0;
            context = detector.Model.WindowLength + hindsight + detector.Options.Calibrate.Smooth + Course;
            frame = whole.Slice(0, detector.Preprocessor.IsCausal ? Math.Min(row + hindsight + 1, whole.StepCount) : whole.StepCount);
            (this.detector, this.row, onset) = (detector, row, row);
            start = First(row - MostBefore - context);
        }

        public Repair? Search(IReadOnlyList<SignalAttribution> blamed)
        {
            var scores = Scores([]);
            var score = scores[row - start];
            while (onset > start && row - onset < MostBefore && scores[onset - 1 - start] > 1) onset--;
            start = First(onset - context);
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

        private int First(int wanted) => detector.Preprocessor.IsCausal ? Math.Max(0, wanted) : 0;

        private double Score(IReadOnlyList<SignalRepair> repairs) => Scores(repairs)[row - start];

        // Of the rows from the start on, in thresholds.
        private double[] Scores(IReadOnlyList<SignalRepair> repairs)
        {
            var some = frame.Slice(start, frame.StepCount - start);
            var values = some.Values.ToArray();
            foreach (var repair in repairs) PutRight(values, repair);
            var scorer = new StepScorer(detector);
            var prepared = scorer.Prepare(new SeriesFrame(some.Entity, some.Signals, some.Time, values, some.Labels, some.Rows, some.Source));
            var raws = new double[prepared.StepCount];
            void Keep(scoped ScoredStep step) => raws[step.Step] = step.RawScore;
            scorer.Score(prepared, Keep);
            scorer.Finish(Keep);
            return Array.ConvertAll(prepared.StepOfRow.ToArray(), step => raws[step] / detector.Threshold.Value);
        }

        private void PutRight(double[] values, SignalRepair repair)
        {
            var (column, width, from) = (ColumnOf(repair.Name), frame.SignalCount, onset - start);
            var course = new List<double>();
            for (var step = Math.Max(0, from - Course); step < from; step++)
            {
                if (!double.IsNaN(values[(step * width) + column])) course.Add(values[(step * width) + column]);
            }
            var repeats = detector.Model is not IReconstructionModel && course.Count >= LeastCourse;
            var usual = repeats ? Quantile.Median([.. course]) : 0;
            for (var step = from; step * width < values.Length; step++)
                values[(step * width) + column] = repair.Usual + (repeats ? course[(step - from) % course.Count] - usual : 0);
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
