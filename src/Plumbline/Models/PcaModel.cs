using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Principal components: reconstructs a window from its projection on the directions of largest variance.</summary>
/// <remarks>Everything in double precision: reconstruction = mean + V V^T (x - mean), V the leading eigenvectors of the
/// sample covariance (Pearson 1901; sequence pipeline, section 3.3).</remarks>
public sealed class PcaModel : IReconstructionModel
{
    private readonly double[] mean;       // [width]
    private readonly double[] components; // [component, width], orthonormal rows, by falling variance

    /// <param name="windowLength">Steps in a window.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="mean">[window length x signal count].</param>
    /// <param name="components">[component, width], orthonormal rows.</param>
    /// <param name="explainedVariance">Share of the variance the components hold, 0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public PcaModel(int windowLength, int signalCount, double[] mean, double[] components, double explainedVariance)
    {
        WindowLength = windowLength;
        SignalCount = signalCount;
        if (mean.Length != Width) throw new ArgumentException($"{mean.Length} means for windows of {Width} values.", nameof(mean));
        if (components.Length == 0 || components.Length % Width != 0)
            throw new ArgumentException($"{components.Length} values are no whole components of {Width}.", nameof(components));
        this.mean = mean;
        this.components = components;
        ExplainedVariance = explainedVariance;
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public long ParameterCount => mean.Length + components.Length;

    public int ComponentCount => components.Length / Width;

    public double ExplainedVariance { get; }

    /// <summary>[width].</summary>
    public ReadOnlyMemory<double> Mean => mean;

    /// <summary>[component, width].</summary>
    public ReadOnlyMemory<double> Components => components;

    private int Width => WindowLength * SignalCount;

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("pca.mean", [WindowLength, SignalCount], mean),
        SafeTensor.Of("pca.components", [ComponentCount, WindowLength, SignalCount], components),
        SafeTensor.Of("pca.explained_variance", [1], [ExplainedVariance]),
    ];

    /// <summary>Fits on windows; the fewest components that reach the explained variance are kept.</summary>
    /// <exception cref="ArgumentException">There are fewer than two windows, or the options are out of range.</exception>
    public static PcaModel Fit(Windows windows, PcaOptions options, CancellationToken cancellation = default)
    {
        if (windows.Count < 2) throw new ArgumentException($"{windows.Count} windows; principal components need at least 2.", nameof(windows));
        if (options.Robust)
        {
            options.Validate(windows.Width);
            var (centre, directions, variances) = SphericalComponents.Of((window, row) => WindowRows.Read(windows[window], row), windows.Count, windows.Width, cancellation);
            return Of(windows.Length, windows.SignalCount, options, centre, directions, variances);
        }
        var statistics = WindowRows.Statistics(windows, EvenlySpread.Of(windows.Count, int.MaxValue), cancellation);
        return Fit(statistics, windows.Length, windows.SignalCount, options);
    }

    /// <summary>Fits on the mean and covariance of flattened windows.</summary>
    public static PcaModel Fit(RunningCovariance statistics, int windowLength, int signalCount, PcaOptions options)
    {
        options.Validate(statistics.Dimension);
        var width = statistics.Dimension;
        var covariance = Matrix<double>.Build.Dense(width, width, statistics.Covariance());
        var eigen = covariance.Evd(Symmetricity.Symmetric);
        var variances = eigen.EigenValues.Select(value => Math.Max(0, value.Real)).Reverse().ToArray();
        var directions = new double[width * width];
        for (var direction = 0; direction < width; direction++)
        {
            for (var i = 0; i < width; i++) directions[(direction * width) + i] = eigen.EigenVectors[i, width - 1 - direction];
        }
        return Of(windowLength, signalCount, options, statistics.Mean.ToArray(), directions, variances);
    }

    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        if (windows.Length != reconstructions.Length || windows.Length % Width != 0)
            throw new ArgumentException($"{windows.Length} values in, {reconstructions.Length} out; expected equal multiples of {Width}.");
        Span<double> row = Width <= 1024 ? stackalloc double[Width] : new double[Width];
        Span<double> result = Width <= 1024 ? stackalloc double[Width] : new double[Width];
        for (var start = 0; start < windows.Length; start += Width)
        {
            TensorPrimitives.ConvertChecked(windows.Slice(start, Width), row);
            Reconstruct(row, result);
            for (var i = 0; i < Width; i++) reconstructions[start + i] = (float)result[i];
        }
    }

    /// <summary>Reconstructs one window in double precision.</summary>
    /// <param name="window">[step, signal] flattened; overwritten with its deviation from the mean.</param>
    /// <param name="reconstruction">Same shape, written whole.</param>
    public void Reconstruct(Span<double> window, Span<double> reconstruction)
    {
        TensorPrimitives.Subtract(window, mean, window);
        mean.CopyTo(reconstruction);
        for (var start = 0; start < components.Length; start += Width)
        {
            var component = components.AsSpan(start, Width);
            var weight = InnerProduct.Of(component, window);
            TensorPrimitives.MultiplyAdd(component, weight, reconstruction, reconstruction);
        }
    }

    // directions [direction, width], the leading ones first, of which the options say how many stay
    private static PcaModel Of(int windowLength, int signalCount, PcaOptions options, double[] centre, double[] directions, double[] variances)
    {
        var total = variances.Sum();
        var count = options.Components ?? 0;
        if (options.Components is null)
        {
            double kept = 0;
            while (count < variances.Length && (count == 0 || kept < options.ExplainedVariance * total)) kept += variances[count++];
        }
        return new PcaModel(windowLength, signalCount, centre, directions[..(count * centre.Length)], total > 0 ? variances.Take(count).Sum() / total : 1);
    }
}
