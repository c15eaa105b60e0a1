using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>One Gaussian of a mixture.</summary>
internal sealed class GaussianComponent
{
    private readonly double[] mean;
    private readonly double[] inverseVariances; // of a diagonal covariance
    private readonly CholeskyFactor? factor; // of a full one

    /// <param name="mean">[dimension].</param>
    /// <param name="covariance">[dimension, dimension], or the variances alone, [dimension], above 0.</param>
    public GaussianComponent(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance)
    {
        this.mean = mean.ToArray();
        inverseVariances = new double[mean.Length];
        double logDeterminant = 0;
        if (covariance.Length != mean.Length)
        {
            factor = CholeskyFactor.Create(covariance, 0);
            logDeterminant = factor.LogDeterminant;
        }
        else
        {
            for (var i = 0; i < mean.Length; i++)
            {
                if (!(covariance[i] > 0 && double.IsFinite(covariance[i]))) throw new ArgumentException($"A variance is {covariance[i]}.", nameof(covariance));
                inverseVariances[i] = 1 / covariance[i];
                logDeterminant += Math.Log(covariance[i]);
            }
        }
        LogPeak = -0.5 * ((mean.Length * Math.Log(2 * Math.PI)) + logDeterminant);
    }

    /// <summary>Log density at the mean.</summary>
    public double LogPeak { get; }

    /// <summary>(x - mean)^T C^-1 (x - mean).</summary>
    /// <param name="point">[dimension].</param>
    /// <param name="scratch">[2 x dimension], overwritten.</param>
    public double SquaredDistance(ReadOnlySpan<double> point, Span<double> scratch)
    {
        var deviation = scratch[..mean.Length];
        var rest = scratch.Slice(mean.Length, mean.Length);
        TensorPrimitives.Subtract(point, mean, deviation);
        if (factor is not null) return factor.SquaredDistance(deviation, rest);
        TensorPrimitives.Multiply(deviation, inverseVariances, rest);
        return InnerProduct.Of(deviation, rest);
    }

    /// <summary>Splits the squared distance among the signals: d_i (C^-1 d)_i, where below 0 taken as 0.</summary>
    /// <param name="deviation">[dimension], overwritten.</param>
    public void Split(ReadOnlySpan<double> point, Span<double> contributions, Span<double> deviation)
    {
        TensorPrimitives.Subtract(point, mean, deviation);
        if (factor is not null) factor.Solve(deviation, contributions);
        else TensorPrimitives.Multiply(deviation, inverseVariances, contributions);
        for (var i = 0; i < deviation.Length; i++) contributions[i] = Math.Max(0, contributions[i] * deviation[i]);
    }
}
