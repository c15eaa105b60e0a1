using MathNet.Numerics.LinearAlgebra;
using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Sequences;

/// <summary>Principal components of each view.</summary>
internal sealed class SequencePca(PcaModel time, PcaModel feature) : ISequenceModel
{
    private const int BatchSequences = 64;

    public PcaModel Time => time;

    public PcaModel Feature => feature;

    public long ParameterCount => time.ParameterCount + feature.ParameterCount;

    public static SequencePca Fit(SequenceSet train, SequencePcaOptions options, CancellationToken cancellation)
    {
        var (steps, signals, width) = (train.StepCount, train.SignalCount, train.StepCount * train.SignalCount);
        var (time, feature) = (new RunningCovariance(signals), new RunningCovariance(steps));
        var turned = new double[BatchSequences * width];
        for (var first = 0; first < train.Count; first += BatchSequences)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = train.Values.Span.Slice(first * width, Math.Min(BatchSequences, train.Count - first) * width);
            time.AddBatch(batch);
            FeatureMajor.Of(batch, steps, signals, turned);
            feature.AddBatch(turned.AsSpan(0, batch.Length));
        }
        return new SequencePca(Fit(time, options.TimeComponents, options), Fit(feature, options.FeatureComponents, options));
    }

    public IReadOnlyList<SafeTensor> ToTensors() => [.. TensorNames.Put("time.", time.ToTensors()), .. TensorNames.Put("feature.", feature.ToTensors())];

    public void Reconstruct(ReadOnlySpan<double> sequences, Span<double> byTime, Span<double> byFeature)
    {
        var (steps, signals) = (feature.SignalCount, time.SignalCount);
        Rows(time, sequences.ToArray(), byTime);
        var turned = new double[sequences.Length];
        var expected = new double[sequences.Length];
        FeatureMajor.Of(sequences, steps, signals, turned);
        Rows(feature, turned, expected);
        FeatureMajor.Back(expected, steps, signals, byFeature);
    }

    private static void Rows(PcaModel model, Span<double> rows, Span<double> expected)
    {
        for (var start = 0; start < rows.Length; start += model.SignalCount)
            model.Reconstruct(rows.Slice(start, model.SignalCount), expected.Slice(start, model.SignalCount));
    }

    private static PcaModel Fit(RunningCovariance statistics, int? given, SequencePcaOptions options) =>
        PcaModel.Fit(statistics, 1, statistics.Dimension, new PcaOptions { Components = given ?? Count(statistics, options) });

    private static int Count(RunningCovariance statistics, SequencePcaOptions options)
    {
        var width = statistics.Dimension;
        if (options.Rule == ComponentRule.LeastError) return Math.Max(1, width - 1);
        var most = Math.Max(1, width - 2);
        var eigen = Matrix<double>.Build.Dense(width, width, statistics.Covariance()).Evd(Symmetricity.Symmetric);
        var variances = eigen.EigenValues.Select(value => Math.Max(0, value.Real)).Reverse().ToArray(); // falling
        if (options.Rule == ComponentRule.Knee) return Math.Min(most, Enumerable.Range(1, Math.Max(1, width - 1)).MaxBy(Fall));
        var wanted = options.ExplainedVariance * variances.Sum();
        return Enumerable.Range(1, most).FirstOrDefault(count => variances.Take(count).Sum() >= wanted, most);

        // From the last variance that is kept to the first that is not; variances of nothing but rounding fall no further.
        double Fall(int count) => count >= width ? 0 : variances[count - 1] / Math.Max(variances[count], 1e-12 * variances[0]);
    }
}
