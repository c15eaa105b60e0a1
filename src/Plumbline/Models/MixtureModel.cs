using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Mixture of Gaussians: a few regimes, each with its mean and its relations; a window is as unusual as it is far from all of them.</summary>
/// <remarks>The score is -log density above the least value that could have, that at one spot if all means were there; so it is at
/// least 0, and differs from -log density by a constant. Blame is split by the squared Mahalanobis distance to the window's regime.</remarks>
public sealed class MixtureModel : IScoringModel
{
    private readonly WindowRows.LogDensities logDensities;

    /// <param name="windowLength">Steps in a window.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="mixture">Of flattened windows.</param>
    /// <exception cref="ArgumentException">The mixture is of vectors of another length.</exception>
    public MixtureModel(int windowLength, int signalCount, GaussianMixture mixture)
    {
        if (mixture.Dimension != windowLength * signalCount) throw new ArgumentException($"A mixture of {mixture.Dimension} values for windows of {windowLength} x {signalCount}.", nameof(mixture));
        (WindowLength, SignalCount, Mixture) = (windowLength, signalCount, mixture);
        logDensities = mixture.LogDensities;
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public GaussianMixture Mixture { get; }

    public long ParameterCount => Mixture.ParameterCount;

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("mixture.weights", [Mixture.ComponentCount], Mixture.Weights.Span),
        SafeTensor.Of("mixture.means", [Mixture.ComponentCount, Mixture.Dimension], Mixture.Means.Span),
        SafeTensor.Of("mixture.covariances", [Mixture.ComponentCount, Mixture.Covariances.Length / Mixture.ComponentCount], Mixture.Covariances.Span),
    ];

    /// <summary>Fits mixtures of every number of components and keeps that which is chosen.</summary>
    /// <param name="seed">Fixes the first centres.</param>
    /// <exception cref="ArgumentException">Options out of range, or too few windows.</exception>
    public static MixtureModel Fit(Windows windows, MixtureOptions options, int seed, CancellationToken cancellation = default)
    {
        var problems = options.Problems().ToList();
        if (problems.Count == 0 && options.Components.Max() > windows.Count / 2) problems.Add($"components holds {options.Components.Max()} for {windows.Count} windows; expected at most half as many");
        if (problems.Count == 0 && options.Components.Count > 1 && options.Folds > windows.Count / 2) problems.Add($"folds is {options.Folds} for {windows.Count} windows; expected at most half as many");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var rows = new double[windows.Count * windows.Width];
        TensorPrimitives.ConvertChecked(WindowRows.Flat(windows), rows);
        var fit = new MixtureFit { Diagonal = options.Diagonal, Ridge = options.Ridge, Starts = options.Starts, Seed = seed };
        return new MixtureModel(windows.Length, windows.SignalCount, Choose(fit, rows, windows.Width, options, cancellation));
    }

    private static GaussianMixture Choose(MixtureFit fit, double[] rows, int width, MixtureOptions options, CancellationToken cancellation)
    {
        if (options.Components.Count == 1) return fit.Run(rows, width, options.Components[0], cancellation);
        if (options.Choice == ComponentChoice.Bic)
            return options.Components.Select(count => fit.Run(rows, width, count, cancellation)).MinBy(mixture => MixtureFit.Bic(mixture, rows))!;
        var best = options.Components.MaxBy(count => fit.HeldOutLogLikelihood(rows, width, count, options.Folds, cancellation));
        return fit.Run(rows, width, best, cancellation);
    }

    public void Score(ReadOnlySpan<float> windows, Span<double> scores) => WindowRows.ScoreByDensity(windows, scores, WindowLength * SignalCount, Mixture.Peak, logDensities);

    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, WindowLength * SignalCount);
        var rented = ArrayPool<double>.Shared.Rent(window.Length);
        var values = rented.AsSpan(0, window.Length);
        TensorPrimitives.ConvertChecked(window, values);
        Mixture.Contributions(values, contributions);
        ArrayPool<double>.Shared.Return(rented);
    }
}
