using System.Buffers;
using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>Weighted sum of Gaussians: p(x) = sum over k of w_k N(x; mean_k, C_k).</summary>
/// <remarks>Logarithms are summed relative to the largest, so nothing underflows. Immutable and safe to use from several threads; a point's
/// density does not depend, to the bit, on the points around it.</remarks>
public sealed class GaussianMixture
{
    private readonly double[] weights;
    private readonly double[] means;
    private readonly double[] covariances;
    private readonly GaussianComponent[] components;

    /// <param name="dimension">At least 1.</param>
    /// <param name="weights">[component], above 0, sum 1.</param>
    /// <param name="means">[component, dimension].</param>
    /// <param name="covariances">[component, dimension, dimension], positive definite; or diagonal ones by their variances, [component, dimension].</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a covariance or weight is none.</exception>
    public GaussianMixture(int dimension, double[] weights, double[] means, double[] covariances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var perComponent = covariances.Length / Math.Max(1, weights.Length);
        if (weights.Length == 0 || means.Length != weights.Length * dimension || covariances.Length != weights.Length * perComponent || (perComponent != dimension && perComponent != dimension * dimension))
            throw new ArgumentException($"{weights.Length} weights, {means.Length} means and {covariances.Length} covariances of {dimension} signals.");
        if (weights.Any(weight => !(weight > 0))) throw new ArgumentException("A weight is not above 0.", nameof(weights));
        (Dimension, this.weights, this.means, this.covariances) = (dimension, weights, means, covariances);
        components = [.. Enumerable.Range(0, weights.Length).Select(k => new GaussianComponent(means.AsSpan(k * dimension, dimension), covariances.AsSpan(k * perComponent, perComponent)))];
        Peak = LogSum([.. components.Select((component, k) => Math.Log(weights[k]) + component.LogPeak)]);
    }

    public int Dimension { get; }

    public int ComponentCount => weights.Length;

    public bool IsDiagonal => covariances.Length == means.Length;

    /// <summary>[component].</summary>
    public ReadOnlyMemory<double> Weights => weights;

    /// <summary>[component, dimension].</summary>
    public ReadOnlyMemory<double> Means => means;

    /// <summary>[component, dimension, dimension], or of diagonal ones [component, dimension].</summary>
    public ReadOnlyMemory<double> Covariances => covariances;

    /// <summary>No log density is above this: that at one spot if all means were there.</summary>
    public double Peak { get; }

    /// <summary>Numbers that are free: weights, means, and one half of each symmetric covariance.</summary>
    public long ParameterCount => weights.Length - 1 + means.Length + (IsDiagonal ? means.Length : (long)weights.Length * Dimension * (Dimension + 1) / 2);

    /// <param name="points">[point, dimension].</param>
    /// <param name="logDensities">[point], natural logarithm; at most <see cref="Peak"/>. A point costs component x dimension^2 / 2 products, of diagonal ones component x dimension.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void LogDensities(ReadOnlySpan<double> points, Span<double> logDensities)
    {
        if (points.Length != logDensities.Length * Dimension) throw new ArgumentException($"{points.Length} values for {logDensities.Length} points of {Dimension}.", nameof(points));
        var scratch = ArrayPool<double>.Shared.Rent((2 * Dimension) + ComponentCount);
        var joint = scratch.AsSpan(0, ComponentCount);
        var rest = scratch.AsSpan(ComponentCount);
        for (var point = 0; point < logDensities.Length; point++) logDensities[point] = LogDensity(points.Slice(point * Dimension, Dimension), joint, rest);
        ArrayPool<double>.Shared.Return(scratch);
    }

    /// <summary>Splits the squared Mahalanobis distance to the component a point most likely belongs to among the signals.</summary>
    /// <param name="point">[dimension].</param>
    /// <param name="contributions">[dimension], d_i (C^-1 d)_i, where below 0 taken as 0.</param>
    public void Contributions(ReadOnlySpan<double> point, Span<double> contributions)
    {
        var scratch = ArrayPool<double>.Shared.Rent((2 * Dimension) + ComponentCount);
        var joint = scratch.AsSpan(0, ComponentCount);
        LogDensity(point, joint, scratch.AsSpan(ComponentCount));
        components[TensorPrimitives.IndexOfMax<double>(joint)].Split(point, contributions, scratch.AsSpan(0, Dimension));
        ArrayPool<double>.Shared.Return(scratch);
    }

    /// <param name="point">[dimension].</param>
    /// <param name="joint">[component], log of the weighted density of each.</param>
    /// <param name="scratch">[2 x dimension].</param>
    internal double LogDensity(ReadOnlySpan<double> point, Span<double> joint, Span<double> scratch)
    {
        for (var k = 0; k < components.Length; k++)
            joint[k] = Math.Log(weights[k]) + components[k].LogPeak - (0.5 * components[k].SquaredDistance(point, scratch));
        return LogSum(joint);
    }

    private static double LogSum(ReadOnlySpan<double> logarithms)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in logarithms) largest = Math.Max(largest, value);
        double sum = 0;
        foreach (var value in logarithms) sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }
}
