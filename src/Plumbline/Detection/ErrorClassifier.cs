using System.Numerics.Tensors;

namespace Plumbline.Detection;

/// <summary>The normal class of two into which the errors of steps fall, by their size and by how much they oscillate (DeepAnomaly).</summary>
/// <remarks>
/// Size is the logarithm of the norm of a step's errors, oscillation that of the norm of their difference from those of the step before. The norm is the
/// Mahalanobis distance by the covariance of normal errors: a job that starts is a large error, but one of a usual kind. Smaller than usual is not anomalous: values below the centre count as at it.
/// </remarks>
/// <param name="Size">Centre of the normal class.</param>
/// <param name="Oscillation">Centre of the normal class.</param>
/// <param name="SizeWeight">Of the squared deviation in size: with the two others the inverse of the covariance.</param>
/// <param name="BothWeight">Of twice the product of both deviations; 0 for k-means.</param>
/// <param name="OscillationWeight">Of the squared deviation in oscillation.</param>
public sealed record ErrorClassifier(double Size, double Oscillation, double SizeWeight, double BothWeight, double OscillationWeight)
{
    private const double Smallest = 1e-6;

    /// <summary>1 + half the squared distance from the normal class: 1 at its centre, more the farther out.</summary>
    /// <param name="features">Without an oscillation (NaN), the first step of a run, the size alone counts.</param>
    public double Score((double Size, double Oscillation) features)
    {
        var size = Math.Max(0, features.Size - Size);
        if (double.IsNaN(features.Oscillation)) return 1 + (size * size * (SizeWeight - (BothWeight * BothWeight / OscillationWeight)) / 2);
        var oscillation = Math.Max(0, features.Oscillation - Oscillation);
        return 1 + (((size * size * SizeWeight) + (2 * size * oscillation * BothWeight) + (oscillation * oscillation * OscillationWeight)) / 2);
    }

    /// <param name="errors">Of a step, [signal].</param>
    /// <param name="previous">Of the step before, [signal]; empty where there is none.</param>
    /// <param name="distance">Of normal errors.</param>
    internal static (double Size, double Oscillation) Features(ReadOnlySpan<float> errors, ReadOnlySpan<float> previous, MahalanobisDistance distance)
    {
        Span<double> vector = errors.Length <= 256 ? stackalloc double[errors.Length] : new double[errors.Length];
        TensorPrimitives.ConvertChecked(errors, vector);
        var size = distance.Of(vector);
        if (previous.IsEmpty) return (Math.Log(size + Smallest), double.NaN);
        // The distance is from the mean error, which a difference does not have.
        for (var signal = 0; signal < vector.Length; signal++) vector[signal] = errors[signal] - previous[signal] + distance.Mean.Span[signal];
        return (Math.Log(size + Smallest), Math.Log(distance.Of(vector) + Smallest));
    }

    /// <summary>The same by the usual error of each signal alone, as bundles of before have it.</summary>
    /// <param name="errors">Of a step, [signal].</param>
    /// <param name="previous">Of the step before, [signal]; empty where there is none.</param>
    /// <param name="deviations">Usual error of each signal, [signal].</param>
    internal static (double Size, double Oscillation) Features(ReadOnlySpan<float> errors, ReadOnlySpan<float> previous, ReadOnlySpan<double> deviations)
    {
        double size = 0, oscillation = previous.IsEmpty ? double.NaN : 0;
        for (var signal = 0; signal < errors.Length; signal++)
        {
            var error = errors[signal] / deviations[signal];
            size += error * error;
            if (previous.IsEmpty) continue;
            var change = error - (previous[signal] / deviations[signal]);
            oscillation += change * change;
        }
        return (Math.Log(Math.Sqrt(size / errors.Length) + Smallest), Math.Log(Math.Sqrt(oscillation / errors.Length) + Smallest));
    }
}
