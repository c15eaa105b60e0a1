using Plumbline.Data;

namespace Plumbline.Detection.Attribution;

/// <summary>Which signals are to blame in all rows of one label together.</summary>
/// <param name="Label">0 normal, others the modes of the source.</param>
/// <param name="Rows">Rows of this label that have a score.</param>
/// <param name="Signals">All of them, by falling share.</param>
public sealed record ModeAttribution(int Label, int Rows, IReadOnlyList<SignalOfMode> Signals)
{
    /// <summary>Scores labelled rows and takes means over those of each label, by rising label.</summary>
    /// <param name="frames">One an entity; those without labels are passed over.</param>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<ModeAttribution> Of(Detector detector, IReadOnlyList<SeriesFrame> frames, CancellationToken cancellation = default)
    {
        var sums = new SortedDictionary<int, Sums>();
        var attributor = new StepAttributor(detector);
        foreach (var frame in frames.Where(frame => frame.HasLabels))
        {
            cancellation.ThrowIfCancellationRequested();
            var scorer = new StepScorer(detector);
            var prepared = scorer.Prepare(frame);
            var labels = new int?[prepared.StepCount]; // null where no row is, in a gap that is filled
            for (var row = 0; row < frame.StepCount; row++) labels[prepared.StepOfRow.Span[row]] = frame.Labels.Span[row];
            scorer.Score(prepared, Add);
            scorer.Finish(Add);

            void Add(scoped ScoredStep step)
            {
                if (double.IsNaN(step.RawScore) || labels[step.Step] is not { } label) return;
                attributor.Attribute(step);
                if (!sums.TryGetValue(label, out var sum)) sums.Add(label, sum = new Sums(detector.Errors.SignalCount));
                sum.Add(attributor, step);
            }
        }
        return [.. sums.Select(pair => pair.Value.ToAttribution(pair.Key, detector.Preprocessor.JudgedSignals))];
    }

    private sealed class Sums(int signalCount)
    {
        private readonly double[] shares = new double[signalCount];
        private readonly double[] errors = new double[signalCount]; // squared
        private int rows;

        public void Add(StepAttributor attributor, scoped ScoredStep step)
        {
            rows++;
            for (var signal = 0; signal < signalCount; signal++)
            {
                if (attributor.Total > 0) shares[signal] += attributor.Contributions[signal] / attributor.Total;
                errors[signal] += (double)step.Error[signal] * step.Error[signal];
            }
        }

        public ModeAttribution ToAttribution(int label, IReadOnlyList<string> names) => new(label, rows,
            [.. names.Select((name, signal) => new SignalOfMode(name, shares[signal] / rows, errors[signal] / rows)).OrderByDescending(signal => signal.Share).ThenBy(signal => signal.Name, StringComparer.Ordinal)]);
    }
}
