using System.Numerics.Tensors;
using Plumbline.Statistics;

namespace Plumbline.Tuning.Samplers;

/// <summary>What is to be expected between places whose values are known, and how sure that is (Rasmussen and Williams 2006, algorithm 2.1).</summary>
/// <remarks>Values are standardised inside, by their mean and population deviation. What it says is about the value without its noise. Immutable.</remarks>
internal sealed class GaussianProcess
{
    // Below this share of the variance a deviation is rounding.
    private const double LeastVariance = 1e-12;

    private readonly KernelRows rows;
    private readonly double[] scaled; // [column, row] in units of the length scales
    private readonly CholeskyFactor factor;
    private readonly double[] weights; // [row], K^-1 y
    private readonly double mean;
    private readonly double deviation;

    /// <param name="values">[row], finite.</param>
    /// <exception cref="ArgumentException">The covariances are not positive definite: the noise is too small for places this close.</exception>
    public GaussianProcess(KernelRows rows, ReadOnlySpan<double> values, MaternKernel kernel)
    {
        (this.rows, Kernel) = (rows, kernel);
        scaled = rows.Scaled(kernel.LengthScales);
        (mean, deviation) = Standard(values);
        var standardised = new double[rows.Count];
        for (var i = 0; i < standardised.Length; i++) standardised[i] = (values[i] - mean) / deviation;
        factor = CholeskyFactor.TryCreate(Covariances(scaled, rows, kernel, null), kernel.Noise) ?? throw new ArgumentException("The covariances are not positive definite.", nameof(kernel));
        weights = new double[rows.Count];
        factor.Solve(standardised, weights);
        LogMarginalLikelihood = (-0.5 * TensorPrimitives.Dot<double>(standardised, weights)) - (0.5 * factor.LogDeterminant) - (0.5 * rows.Count * Math.Log(2 * Math.PI));
    }

    public MaternKernel Kernel { get; }

    /// <summary>Of the standardised values.</summary>
    public double LogMarginalLikelihood { get; }

    /// <summary>What is expected at a row that is known: its value without its noise.</summary>
    public double MeanAt(int row, double value) => value - (deviation * Kernel.Noise * weights[row]);

    /// <param name="places">[place, column].</param>
    /// <param name="means">[place], in the unit of the values.</param>
    /// <param name="deviations">[place], above 0.</param>
    public void Predict(ReadOnlySpan<double> places, Span<double> means, Span<double> deviations)
    {
        const int lanes = CholeskyFactor.Lanes;
        var (n, squared) = (rows.Count, new double[rows.Count]);
        var (covariances, slopes, sideBySide) = (new double[n], new double[n], new double[n * lanes]);
        var place = new double[rows.Width];
        Span<double> known = stackalloc double[lanes];
        for (var first = 0; first < means.Length; first += lanes)
        {
            var count = Math.Min(lanes, means.Length - first);
            for (var lane = 0; lane < count; lane++)
            {
                Scale(places.Slice((first + lane) * rows.Width, rows.Width), place);
                MaternKernel.Distances(place, scaled, n, squared);
                MaternKernel.Values(squared, covariances, slopes);
                means[first + lane] = mean + (deviation * Kernel.Variance * TensorPrimitives.Dot<double>(covariances, weights));
                for (var row = 0; row < n; row++) sideBySide[(row * lanes) + lane] = covariances[row] * Kernel.Variance;
            }
            factor.SolveLowerSideBySide(sideBySide);
            known.Clear();
            for (var row = 0; row < n; row++) TensorPrimitives.MultiplyAdd(sideBySide.AsSpan(row * lanes, lanes), sideBySide.AsSpan(row * lanes, lanes), known, known);
            for (var lane = 0; lane < count; lane++) deviations[first + lane] = deviation * Math.Sqrt(Math.Max(Kernel.Variance - known[lane], LeastVariance * Kernel.Variance));
        }
    }

    /// <summary>As <see cref="Predict"/> at one place, with how both change along each column.</summary>
    /// <param name="byMean">[column].</param>
    /// <param name="byDeviation">[column].</param>
    public (double Mean, double Deviation) PredictAt(ReadOnlySpan<double> at, Span<double> byMean, Span<double> byDeviation)
    {
        var n = rows.Count;
        var (place, squared, covariances, slopes, solved, differences) = (new double[rows.Width], new double[n], new double[n], new double[n], new double[n], new double[n]);
        Scale(at, place);
        MaternKernel.Distances(place, scaled, n, squared);
        MaternKernel.Values(squared, covariances, slopes);
        TensorPrimitives.Multiply(covariances, Kernel.Variance, covariances);
        TensorPrimitives.Multiply(slopes, Kernel.Variance, slopes);
        factor.Solve(covariances, solved);
        var spread = Math.Sqrt(Math.Max(Kernel.Variance - TensorPrimitives.Dot<double>(covariances, solved), LeastVariance * Kernel.Variance));
        TensorPrimitives.Multiply<double>(slopes, solved, solved);
        TensorPrimitives.Multiply<double>(slopes, weights, slopes);
        var expected = TensorPrimitives.Dot<double>(covariances, weights);
        for (var column = 0; column < rows.Width; column++)
        {
            TensorPrimitives.Subtract(scaled.AsSpan(column * n, n), place[column], differences);
            var scale = deviation / Kernel.LengthScales[rows.ScaleOf(column)];
            byMean[column] = scale * TensorPrimitives.Dot<double>(slopes, differences);
            byDeviation[column] = -scale * TensorPrimitives.Dot<double>(solved, differences) / spread;
        }
        return (mean + (deviation * expected), deviation * spread);
    }

    /// <summary>Mean and population deviation; a deviation of 1 where all are the same.</summary>
    public static (double Mean, double Deviation) Standard(ReadOnlySpan<double> values)
    {
        var mean = TensorPrimitives.Sum(values) / values.Length;
        double squares = 0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / values.Length);
        return (mean, deviation > 1e-12 * Math.Max(Math.Abs(mean), 1e-290) ? deviation : 1);
    }

    /// <summary>Covariances among the rows without their noise.</summary>
    /// <param name="slopes">[row, row], for a variance of 1; null where nobody wants them.</param>
    /// <returns>[row, row], lower triangle with the diagonal.</returns>
    public static double[] Covariances(double[] scaled, KernelRows rows, MaternKernel kernel, double[]? slopes)
    {
        var n = rows.Count;
        var (covariances, squared, place) = (new double[n * n], new double[n], new double[rows.Width]);
        slopes ??= new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var column = 0; column < place.Length; column++) place[column] = scaled[(column * n) + i];
            var row = covariances.AsSpan(i * n, i + 1);
            MaternKernel.Distances(place, scaled, n, squared.AsSpan(0, i + 1));
            MaternKernel.Values(squared.AsSpan(0, i + 1), row, slopes.AsSpan(i * n, i + 1));
            TensorPrimitives.Multiply(row, kernel.Variance, row);
        }
        return covariances;
    }

    private void Scale(ReadOnlySpan<double> at, Span<double> place)
    {
        for (var column = 0; column < place.Length; column++) place[column] = at[column] / Kernel.LengthScales[rows.ScaleOf(column)];
    }
}
