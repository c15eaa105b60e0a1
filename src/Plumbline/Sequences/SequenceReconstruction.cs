using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Statistics;

namespace Plumbline.Sequences;

/// <summary>What each value of a sequence should have been: the first of the three phases.</summary>
/// <remarks>Immutable and safe to use from several threads.</remarks>
public sealed class SequenceReconstruction
{
    private const int ChunkSequences = 64;

    private readonly ISequenceModel model;
    private readonly double[] means; // [signal]
    private readonly double[] deviations; // [signal]

    private SequenceReconstruction(SequenceOptions options, IReadOnlyList<string> signals, int stepCount, SequenceSource source, ISequenceModel model,
        double[] means, double[] deviations, TrainingHistory? history)
    {
        (Options, Signals, StepCount, Source, History) = (options, signals, stepCount, source, history);
        (this.model, this.means, this.deviations) = (model, means, deviations);
    }

    public SequenceOptions Options { get; }

    public IReadOnlyList<string> Signals { get; }

    public int StepCount { get; }

    public int SignalCount => Signals.Count;

    /// <summary>Sequences it was fitted on.</summary>
    public SequenceSource Source { get; }

    /// <summary>How training went; null for principal components and for a model from a bundle.</summary>
    public TrainingHistory? History { get; }

    public long ParameterCount => model.ParameterCount;

    internal ISequenceModel Model => model;

    /// <summary>Fits a model on normal sequences.</summary>
    /// <param name="train">Labels are not looked at.</param>
    /// <param name="watch">Nobody by default.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, all problems in one message; or too few sequences.</exception>
    /// <exception cref="DataFormatException">A value is missing.</exception>
    /// <exception cref="TrainingFailedException">The loss left the finite numbers, or the reconstructions do not depend on the sequences.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no model.</exception>
    public static SequenceReconstruction Fit(SequenceSet train, SequenceOptions options, TrainingWatch? watch = null, CancellationToken cancellation = default)
    {
        options.ThrowIfWrong();
        if (train.Count < 2) throw new ArgumentException($"{train.Source} holds {train.Count} sequences; expected at least 2 to train on.", nameof(train));
        RequireWhole(train);
        var (means, deviations) = Scale(train, options.Standardise);
        var scaled = new double[train.Values.Length];
        ToScale(train.Values.Span, means, deviations, scaled);
        var (model, history) = options.Model.Fit(new SequenceSet(train.Signals, train.StepCount, scaled, source: train.Source), options.Train, watch ?? new(), cancellation);
        return new SequenceReconstruction(options, train.Signals, train.StepCount, SequenceSource.Of(train), model, means, deviations, history);
    }

    /// <summary>Absolute errors of both views, in the units of the source.</summary>
    /// <param name="sequences">[sequence, step, signal].</param>
    /// <param name="byTime">Same shape, written whole: of the model that sees a step at a time.</param>
    /// <param name="byFeature">Same shape, written whole: of the model that sees a signal at a time.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of a sequence.</exception>
    public void AbsoluteErrors(ReadOnlySpan<double> sequences, Span<double> byTime, Span<double> byFeature, CancellationToken cancellation = default)
    {
        var width = StepCount * SignalCount;
        if (sequences.Length % width != 0 || byTime.Length != sequences.Length || byFeature.Length != sequences.Length)
            throw new ArgumentException($"{sequences.Length} values, {byTime.Length} and {byFeature.Length} errors; expected equal multiples of {width}.");
        var scaled = new double[Math.Min(ChunkSequences * width, sequences.Length)];
        for (var start = 0; start < sequences.Length; start += scaled.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = Math.Min(scaled.Length, sequences.Length - start);
            var chunk = sequences.Slice(start, length);
            var time = byTime.Slice(start, length);
            var feature = byFeature.Slice(start, length);
            ToScale(chunk, means, deviations, scaled);
            model.Reconstruct(scaled.AsSpan(0, length), time, feature);
            for (var i = 0; i < length; i++)
            {
                var (mean, deviation) = (means[i % SignalCount], deviations[i % SignalCount]);
                time[i] = Math.Abs(chunk[i] - (mean + (deviation * time[i])));
                feature[i] = Math.Abs(chunk[i] - (mean + (deviation * feature[i])));
            }
        }
    }

    /// <exception cref="DataFormatException">Another number of steps, other signals, or a missing value.</exception>
    internal void Require(SequenceSet set)
    {
        if (set.StepCount != StepCount) throw new DataFormatException(set.Source, "", $"sequences of {set.StepCount} steps", $"{StepCount} as in {Source.Name}");
        if (!set.Signals.SequenceEqual(Signals))
            throw new DataFormatException(set.Source, "", $"the signals {string.Join(", ", set.Signals)}", $"{string.Join(", ", Signals)} as in {Source.Name}");
        RequireWhole(set);
    }

    internal IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("scale.mean", [SignalCount], means),
        SafeTensor.Of("scale.deviation", [SignalCount], deviations),
        .. TensorNames.Put("model.", model.ToTensors()),
    ];

    internal static SequenceReconstruction Restore(SequenceOptions options, IReadOnlyList<string> signals, int stepCount, SequenceSource source, NamedTensors tensors)
    {
        options.ThrowIfWrong();
        var model = options.Model.Restore(stepCount, signals.Count, TensorNames.Under(tensors, "model."));
        return new(options, signals, stepCount, source, model, tensors.Doubles("scale.mean", signals.Count), tensors.Doubles("scale.deviation", signals.Count), null);
    }

    private static void RequireWhole(SequenceSet set)
    {
        var at = 0;
        while (at < set.Values.Length && double.IsFinite(set.Values.Span[at])) at++;
        if (at == set.Values.Length) return;
        var (row, signal) = Math.DivRem(at, set.SignalCount);
        throw new DataFormatException(set.Source, $"sequence {(row / set.StepCount) + 1}, {set.Signals[signal]}, step {row % set.StepCount}", "no value",
            "whole sequences: these models fill no gaps");
    }

    // A signal that never changes keeps its unit.
    private static (double[] Means, double[] Deviations) Scale(SequenceSet train, bool standardise)
    {
        var (means, deviations) = (new double[train.SignalCount], new double[train.SignalCount]);
        for (var signal = 0; signal < means.Length; signal++)
        {
            var moments = new RunningMoments();
            for (var i = signal; i < train.Values.Length && standardise; i += means.Length) moments.Add(train.Values.Span[i]);
            means[signal] = moments.Mean;
            deviations[signal] = moments.StandardDeviation > 0 ? moments.StandardDeviation : 1;
        }
        return (means, deviations);
    }

    private static void ToScale(ReadOnlySpan<double> values, double[] means, double[] deviations, Span<double> scaled)
    {
        for (var i = 0; i < values.Length; i++) scaled[i] = (values[i] - means[i % means.Length]) / deviations[i % means.Length];
    }
}
