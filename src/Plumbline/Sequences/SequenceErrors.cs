using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Sequences;

/// <summary>What normal errors look like in both views, and how far others are from them: the second of the three phases.</summary>
/// <remarks>Immutable. Measured on normal sequences the model was not fitted on.</remarks>
public sealed class SequenceErrors
{
    private readonly double[] scales;

    private SequenceErrors(SequenceSource source, MahalanobisDistance time, MahalanobisDistance feature, double[] scales) =>
        (Source, Time, Feature, this.scales) = (source, time, feature, scales);

    /// <summary>Sequences they were measured on.</summary>
    public SequenceSource Source { get; }

    /// <summary>Of the errors of a step, [signal].</summary>
    public MahalanobisDistance Time { get; }

    /// <summary>Of the errors of a signal in its unit, [step]; all signals share one distribution.</summary>
    public MahalanobisDistance Feature { get; }

    /// <summary>Unit of each signal's errors in the feature view, [signal], above 0; 1 as published.</summary>
    public ReadOnlyMemory<double> SignalScales => scales;

    /// <summary>Measures the errors of normal sequences.</summary>
    /// <exception cref="ArgumentException">They are those of the first phase, or their errors have no usable covariance.</exception>
    /// <exception cref="DataFormatException">Other signals or steps, or a missing value.</exception>
    public static SequenceErrors Measure(SequenceReconstruction reconstruction, SequenceSet normal, CancellationToken cancellation = default)
    {
        reconstruction.Require(normal);
        var source = SequenceSource.Of(normal);
        source.MustDifferFrom(reconstruction.Source, "measure normal errors on");
        var (byTime, byFeature) = (new double[normal.Values.Length], new double[normal.Values.Length]);
        reconstruction.AbsoluteErrors(normal.Values.Span, byTime, byFeature, cancellation);

        var options = reconstruction.Options.Errors;
        var scales = new double[normal.SignalCount];
        for (var i = 0; i < byFeature.Length; i++) scales[i % scales.Length] += byFeature[i] * scales.Length / byFeature.Length;
        for (var signal = 0; signal < scales.Length; signal++) if (!options.PerSignal || scales[signal] == 0) scales[signal] = 1;
        var rows = new double[byFeature.Length];
        for (var i = 0; i < byFeature.Length; i++) byFeature[i] /= scales[i % scales.Length];
        FeatureMajor.Of(byFeature, normal.StepCount, normal.SignalCount, rows);
        return new SequenceErrors(source, Distance(byTime, normal.SignalCount, options), Distance(rows, normal.StepCount, options), scales);
    }

    /// <summary>Distances of one sequence.</summary>
    /// <param name="byTime">Absolute errors of the time view, [step, signal].</param>
    /// <param name="byFeature">Absolute errors of the feature view, [step, signal].</param>
    /// <param name="time">[step], written whole.</param>
    /// <param name="feature">[signal], written whole.</param>
    public void Distances(ReadOnlySpan<double> byTime, ReadOnlySpan<double> byFeature, Span<double> time, Span<double> feature)
    {
        var (steps, signals) = (Feature.Dimension, Time.Dimension);
        for (var step = 0; step < steps; step++) time[step] = Time.Of(byTime.Slice(step * signals, signals));
        Span<double> row = steps <= 256 ? stackalloc double[steps] : new double[steps];
        for (var signal = 0; signal < signals; signal++)
        {
            for (var step = 0; step < steps; step++) row[step] = byFeature[(step * signals) + signal] / scales[signal];
            feature[signal] = Feature.Of(row);
        }
    }

    internal IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("errors.scale", [scales.Length], scales),
        .. ToTensors("errors.time.", Time),
        .. ToTensors("errors.feature.", Feature),
    ];

    internal static SequenceErrors Restore(SequenceSource source, int steps, int signals, NamedTensors tensors) => new(source,
        Restore("errors.time.", signals, tensors), Restore("errors.feature.", steps, tensors), tensors.Doubles("errors.scale", signals));

    private static MahalanobisDistance Distance(double[] rows, int dimension, SequenceErrorOptions options)
    {
        var statistics = new RunningCovariance(dimension);
        statistics.AddBatch(rows);
        if (options.AbsoluteRidge is { } ridge && CholeskyFactor.TryCreate(statistics.Covariance(), ridge) is { } factor)
            return new MahalanobisDistance(statistics.Count, statistics.Mean.ToArray(), statistics.Covariance(), factor);
        return MahalanobisDistance.Fit(statistics, options.AbsoluteRidge is null ? options.Ridge : 0);
    }

    private static IEnumerable<SafeTensor> ToTensors(string prefix, MahalanobisDistance distance) => TensorNames.Put(prefix,
    [
        SafeTensor.Of("mean", [distance.Dimension], distance.Mean.Span),
        SafeTensor.Of("covariance", [distance.Dimension, distance.Dimension], distance.Covariance.Span),
        SafeTensor.Of("count_and_ridge", [2], [distance.Count, distance.Ridge]),
    ]);

    private static MahalanobisDistance Restore(string prefix, int dimension, NamedTensors tensors)
    {
        var covariance = tensors.Doubles($"{prefix}covariance", dimension * dimension);
        var rest = tensors.Doubles($"{prefix}count_and_ridge", 2);
        var factor = CholeskyFactor.TryCreate(covariance, rest[1]) ?? throw new FormatException($"{prefix}covariance is not positive definite");
        return new MahalanobisDistance((long)rest[0], tensors.Doubles($"{prefix}mean", dimension), covariance, factor);
    }
}
