using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Kernel density: a window is as unusual as the windows it was fitted with are far.</summary>
/// <remarks>The score is -log density above the least value that can have, that of all references on one spot:
/// -log of the mean over i of exp(-|x - x_i|^2 / 2 h^2). So it is at least 0, and differs from the lecture's -log density by the constant
/// (d/2) log(2 pi h^2), 35.9 there. All windows are kept as references: a score costs references x values in a window products, about
/// 0.03 ms for 3,000 x 159 and a third of it in batches, and the bundle holds them all.</remarks>
public sealed class KdeModel : IScoringModel
{
    private const double LeastShare = 1e-9;

    private readonly float[] references; // [reference, step, signal]
    private readonly GaussianKde kde;
    private readonly WindowRows.LogDensities logDensities;

    /// <param name="windowLength">Steps in a window.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="references">[reference, step, signal], scaled.</param>
    /// <param name="bandwidth">In scaled units, above 0.</param>
    /// <exception cref="ArgumentException">No whole windows, or no bandwidth.</exception>
    public KdeModel(int windowLength, int signalCount, float[] references, double bandwidth)
    {
        (WindowLength, SignalCount, this.references) = (windowLength, signalCount, references);
        var values = new double[references.Length];
        TensorPrimitives.ConvertChecked(references, values);
        kde = new GaussianKde(values, Width, bandwidth);
        logDensities = kde.LogDensities;
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public double Bandwidth => kde.Bandwidth;

    /// <summary>The references and the bandwidth.</summary>
    public long ParameterCount => references.Length + 1;

    private int Width => WindowLength * SignalCount;

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of(new Neural.Tensor("kde.references", [kde.Count, WindowLength, SignalCount], references)),
        SafeTensor.Of("kde.bandwidth", [1], [Bandwidth]),
    ];

    /// <summary>Keeps all windows and chooses the bandwidth.</summary>
    /// <exception cref="ArgumentException">Options out of range, or fewer windows than folds.</exception>
    public static KdeModel Fit(Windows windows, KdeOptions options, CancellationToken cancellation = default)
    {
        var problems = options.Problems().ToList();
        if (options.Bandwidths.Count > 1 && windows.Count < options.Folds) problems.Add($"folds is {options.Folds} for {windows.Count} windows; expected at most as many");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var references = WindowRows.Flat(windows);
        var values = new double[references.Length];
        TensorPrimitives.ConvertChecked(references, values);
        return new KdeModel(windows.Length, windows.SignalCount, references, KdeBandwidth.Choose(values, windows.Width, options.Bandwidths, options.Folds, cancellation));
    }

    public void Score(ReadOnlySpan<float> windows, Span<double> scores) => WindowRows.ScoreByDensity(windows, scores, Width, kde.Peak, logDensities);

    /// <summary>Squared distance in each value to the references, each weighed by its part in the density: their sum over 2 h^2 is the
    /// whole score but for what no value has a share in, how many references are near.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        var rented = ArrayPool<double>.Shared.Rent(Width + kde.Count);
        var values = rented.AsSpan(0, Width);
        var shares = rented.AsSpan(Width, kde.Count);
        TensorPrimitives.ConvertChecked(window, values);
        kde.Shares(values, shares);
        contributions.Clear();
        for (var row = 0; row < shares.Length; row++)
        {
            if (shares[row] < LeastShare) continue;
            var reference = references.AsSpan(row * Width, Width);
            for (var i = 0; i < Width; i++) contributions[i] += shares[row] * (values[i] - reference[i]) * (values[i] - reference[i]);
        }
        ArrayPool<double>.Shared.Return(rented);
    }
}
