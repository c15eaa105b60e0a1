using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Ridge regression of every signal on the last steps of all signals: expects the newest step of a window, and the others as they are.</summary>
/// <remarks>So the mean squared error over a window's steps is that of the newest one divided by the window length.</remarks>
public sealed class AutoregressorModel : IReconstructionModel
{
    private readonly AutoregressorOptions options;
    private readonly double[] coefficients; // [signal predicted, lag, signal], oldest lag first
    private readonly double[] intercepts; // [signal predicted]

    /// <param name="options">As fitted with.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="coefficients">[signal predicted, lag, signal], the oldest lag first.</param>
    /// <param name="intercepts">[signal predicted].</param>
    /// <exception cref="ArgumentException">Options out of range, or lengths that do not agree.</exception>
    public AutoregressorModel(AutoregressorOptions options, int signalCount, double[] coefficients, double[] intercepts)
    {
        ThrowIfWrong(options);
        if (intercepts.Length != signalCount || coefficients.Length != signalCount * signalCount * options.Lags)
            throw new ArgumentException($"{coefficients.Length} coefficients and {intercepts.Length} intercepts for {signalCount} signals and {options.Lags} lags.");
        (this.options, SignalCount, this.coefficients, this.intercepts) = (options, signalCount, coefficients, intercepts);
    }

    public int WindowLength => options.Window;

    public int SignalCount { get; }

    public long ParameterCount => coefficients.Length + intercepts.Length;

    /// <summary>[signal predicted, lag, signal], the oldest lag first.</summary>
    public ReadOnlyMemory<double> Coefficients => coefficients;

    /// <summary>[signal predicted].</summary>
    public ReadOnlyMemory<double> Intercepts => intercepts;

    private int Inputs => options.Lags * SignalCount;

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("autoregressor.coefficients", [SignalCount, options.Lags, SignalCount], coefficients),
        SafeTensor.Of("autoregressor.intercepts", [SignalCount], intercepts),
    ];

    /// <summary>Least sum of squared errors plus ridge times squared coefficients; the intercepts bear no penalty.</summary>
    /// <exception cref="ArgumentException">Options out of range, or fewer than two windows.</exception>
    public static AutoregressorModel Fit(Windows windows, AutoregressorOptions options, CancellationToken cancellation = default)
    {
        ThrowIfWrong(options);
        if (windows.Count < 2) throw new ArgumentException($"{windows.Count} windows; a regression needs at least 2.", nameof(windows));
        return Solve(Statistics(windows, options, cancellation), windows.SignalCount, options);
    }

    /// <summary>Mean and covariance of what is read and what is to be expected, [lag, signal] and [signal].</summary>
    internal static RunningCovariance Statistics(Windows windows, AutoregressorOptions options, CancellationToken cancellation)
    {
        var statistics = new RunningCovariance((options.Lags + 1) * windows.SignalCount);
        const int BatchRows = 512;
        var batch = new double[BatchRows * statistics.Dimension];
        for (var start = 0; start < windows.Count; start += BatchRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchRows, windows.Count - start);
            for (var row = 0; row < count; row++) Difference(windows[start + row], options.Season * windows.SignalCount, batch.AsSpan(row * statistics.Dimension, statistics.Dimension));
            statistics.AddBatch(batch.AsSpan(0, count * statistics.Dimension));
        }
        return statistics;
    }

    // (Sxx + ridge I) b = Sxy for each signal, S the sums of products of deviations.
    internal static AutoregressorModel Solve(RunningCovariance statistics, int signals, AutoregressorOptions options)
    {
        var (inputs, width) = (options.Lags * signals, statistics.Dimension);
        var covariance = statistics.Covariance();
        var ofInputs = new double[inputs * inputs];
        for (var i = 0; i < inputs; i++) covariance.AsSpan(i * width, inputs).CopyTo(ofInputs.AsSpan(i * inputs));
        var ridge = options.Ridge / (statistics.Count - 1);
        var factor = CholeskyFactor.TryCreate(ofInputs, ridge) ?? CholeskyFactor.Create(ofInputs, 1e-12);
        var (coefficients, intercepts) = (new double[signals * inputs], new double[signals]);
        for (var signal = 0; signal < signals; signal++)
        {
            var solution = coefficients.AsSpan(signal * inputs, inputs);
            factor.Solve(covariance.AsSpan((inputs + signal) * width, inputs), solution);
            intercepts[signal] = statistics.Mean[inputs + signal] - InnerProduct.Of(solution, statistics.Mean[..inputs]);
        }
        return new AutoregressorModel(options, signals, coefficients, intercepts);
    }

    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        var width = WindowLength * SignalCount;
        if (windows.Length != reconstructions.Length || windows.Length % width != 0)
            throw new ArgumentException($"{windows.Length} values in, {reconstructions.Length} out; expected equal multiples of {width}.");
        windows.CopyTo(reconstructions);
        var season = options.Season * SignalCount;
        var rented = ArrayPool<double>.Shared.Rent(Inputs + SignalCount);
        var row = rented.AsSpan(0, Inputs + SignalCount);
        for (var start = 0; start < windows.Length; start += width)
        {
            var window = windows.Slice(start, width);
            Difference(window, season, row);
            for (var signal = 0; signal < SignalCount; signal++)
            {
                var expected = intercepts[signal] + InnerProduct.Of(coefficients.AsSpan(signal * Inputs, Inputs), row[..Inputs]);
                var newest = width - SignalCount + signal;
                reconstructions[start + newest] = (float)(season == 0 ? expected : expected + window[newest - season]);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    // The lags and the newest step, each less what was a season before.
    private static void Difference(ReadOnlySpan<float> window, int season, Span<double> row)
    {
        for (var i = 0; i < row.Length; i++) row[i] = season == 0 ? window[i] : (double)window[season + i] - window[i];
    }

    private static void ThrowIfWrong(AutoregressorOptions options)
    {
        string[] problems = [.. options.Problems()];
        if (problems.Length != 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
    }
}
