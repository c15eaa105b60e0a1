using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Distance of a window from the mean of the fit windows, in units of how they scatter in that direction: sqrt(d^T C^-1 d).</summary>
/// <remarks>The covariance is shrunk (Ledoit and Wolf 2004), optionally of the bulk of the windows alone (Rousseeuw and Van Driessen 1999).</remarks>
public sealed class MahalanobisModel : IScoringModel
{
    private const int MostRobust = 10_000; // windows that the bulk is looked for among
    private const int OnStack = 512;

    private readonly double[] mean;
    private readonly double[] covariance;
    private readonly CholeskyFactor factor;

    /// <param name="windowLength">Steps in a window.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="mean">[window length x signal count].</param>
    /// <param name="covariance">[width, width].</param>
    /// <exception cref="FormatException">The covariance is not positive semidefinite.</exception>
    internal MahalanobisModel(int windowLength, int signalCount, double[] mean, double[] covariance)
    {
        (WindowLength, SignalCount, this.mean, this.covariance) = (windowLength, signalCount, mean, covariance);
        try
        {
            factor = CholeskyFactor.Create(covariance, 0);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public long ParameterCount => Width + ((long)Width * (Width + 1) / 2);

    /// <summary>[width].</summary>
    public ReadOnlyMemory<double> Mean => mean;

    /// <summary>[width, width], shrunk.</summary>
    public ReadOnlyMemory<double> Covariance => covariance;

    private int Width => WindowLength * SignalCount;

    /// <exception cref="ArgumentException">Settings out of range, or fewer than two windows.</exception>
    public static MahalanobisModel Fit(Windows windows, MahalanobisOptions options, int seed, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 2);
        var chosen = EvenlySpread.Of(windows.Count, options.Robust ? MostRobust : int.MaxValue);
        if (options.Robust)
        {
            var rows = new double[chosen.Length * windows.Width];
            for (var i = 0; i < chosen.Length; i++) WindowRows.Read(windows[chosen[i]], rows.AsSpan(i * windows.Width, windows.Width));
            var bulk = MinimumCovarianceDeterminant.Bulk(rows, windows.Width, options.Starts, seed, cancellation);
            chosen = [.. chosen.Where((_, i) => bulk[i])];
        }
        var statistics = WindowRows.Statistics(windows, chosen, cancellation);
        double fourthPowers = 0;
        var row = new double[windows.Width];
        foreach (var window in chosen)
        {
            WindowRows.Read(windows[window], row);
            TensorPrimitives.Subtract(row, statistics.Mean, row);
            var square = InnerProduct.Of(row, row);
            fourthPowers += square * square;
        }
        return new MahalanobisModel(windows.Length, windows.SignalCount, statistics.Mean.ToArray(), ShrunkCovariance.Of(statistics, fourthPowers).Covariance);
    }

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("mahalanobis.mean", [WindowLength, SignalCount], mean),
        SafeTensor.Of("mahalanobis.covariance", [Width, Width], covariance),
    ];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        Span<double> deviation = Width <= OnStack ? stackalloc double[Width] : new double[Width];
        Span<double> scratch = Width <= OnStack ? stackalloc double[Width] : new double[Width];
        for (var window = 0; window < scores.Length; window++)
        {
            WindowRows.Read(windows.Slice(window * Width, Width), deviation);
            TensorPrimitives.Subtract(deviation, mean, deviation);
            scores[window] = Math.Sqrt(factor.SquaredDistance(deviation, scratch));
        }
    }

    /// <summary>The squared distance is the sum of d_i (C^-1 d)_i; single ones may be negative, where a value makes up for others, and then count as 0.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        Span<double> deviation = Width <= OnStack ? stackalloc double[Width] : new double[Width];
        WindowRows.Read(window, deviation);
        TensorPrimitives.Subtract(deviation, mean, deviation);
        factor.Solve(deviation, contributions);
        for (var i = 0; i < Width; i++) contributions[i] = Math.Max(0, contributions[i] * deviation[i]);
    }
}
