using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>Gathers the error distribution batch by batch, in one pass and constant memory.</summary>
public sealed class ErrorAccumulator
{
    private readonly CalibrationOptions options;
    private readonly int windowLength;
    private readonly int signalCount;
    private readonly double[] squares;
    private readonly RunningCovariance? statistics;
    private double[] vectors = [];
    private long windowCount;

    public ErrorAccumulator(CalibrationOptions options, int windowLength, int signalCount)
    {
        this.options = options;
        this.windowLength = windowLength;
        this.signalCount = signalCount;
        squares = new double[signalCount];
        statistics = options.Score switch
        {
            ScoreKind.MahalanobisTime or ScoreKind.GaussianMixture or ScoreKind.KMeans => new RunningCovariance(signalCount),
            ScoreKind.MahalanobisFeature => new RunningCovariance(windowLength),
            _ => null,
        };
    }

    /// <param name="errors">[window, step, signal], actual minus expected.</param>
    public void Add(ReadOnlySpan<float> errors)
    {
        windowCount += errors.Length / (windowLength * signalCount);
        for (var start = 0; start < errors.Length; start += signalCount)
        {
            for (var signal = 0; signal < signalCount; signal++) squares[signal] += (double)errors[start + signal] * errors[start + signal];
        }
        if (statistics is null) return;

        if (vectors.Length < errors.Length) vectors = new double[errors.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            var target = options.Score == ScoreKind.MahalanobisFeature ? FeatureMajor(i) : i;
            vectors[target] = ErrorDistribution.Folds(options.Score) ? Math.Abs(errors[i]) : errors[i];
        }
        statistics.AddBatch(vectors.AsSpan(0, errors.Length));
    }

    /// <exception cref="InvalidOperationException">No window was added.</exception>
    public ErrorDistribution ToDistribution()
    {
        if (windowCount == 0) throw new InvalidOperationException("An error distribution needs at least one calibration window.");
        var deviations = new double[signalCount];
        for (var signal = 0; signal < signalCount; signal++)
            deviations[signal] = Math.Max(Math.Sqrt(squares[signal] / (windowCount * windowLength)), Math.Max(options.LeastError, 1e-12));
        var distance = statistics is null ? null : MahalanobisDistance.Fit(statistics, options.Ridge);
        return new ErrorDistribution(options.Score, windowLength, deviations, distance, windowCount);
    }

    // [window, step, signal] -> [window, signal, step]
    private int FeatureMajor(int i)
    {
        var width = windowLength * signalCount;
        var (window, inside) = (i / width, i % width);
        return (window * width) + (inside % signalCount * windowLength) + (inside / signalCount);
    }
}
