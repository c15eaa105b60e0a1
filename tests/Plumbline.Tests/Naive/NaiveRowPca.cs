using MathNet.Numerics.LinearAlgebra;
using Plumbline.Data;

namespace Plumbline.Tests.Naive;

/// <summary>Squared reconstruction error of standardised rows by principal components, straight from the textbook; a missing value counts as its mean.</summary>
internal static class NaiveRowPca
{
    /// <returns>[step]</returns>
    public static double[] Errors(SeriesFrame frame, int fitSteps, double keptVariance)
    {
        var rows = Matrix<double>.Build.Dense(frame.StepCount, frame.SignalCount, (step, signal) => frame.Row(step)[signal]);
        for (var signal = 0; signal < frame.SignalCount; signal++)
        {
            var fit = rows.Column(signal, 0, fitSteps);
            var mean = fit.Average();
            var deviation = Math.Sqrt(fit.Sum(value => Math.Pow(value - mean, 2)) / fitSteps);
            rows.SetColumn(signal, rows.Column(signal).Map(value => double.IsNaN(value) ? 0 : (value - mean) / deviation));
        }
        var start = rows.SubMatrix(0, fitSteps, 0, frame.SignalCount);
        var eigen = (start.TransposeThisAndMultiply(start) / fitSteps).Evd(Symmetricity.Symmetric);
        var kept = 0;
        for (double sum = 0; sum < keptVariance * eigen.EigenValues.Sum(value => value.Real); kept++)
            sum += eigen.EigenValues[frame.SignalCount - 1 - kept].Real;
        var axes = eigen.EigenVectors.SubMatrix(0, frame.SignalCount, frame.SignalCount - kept, kept);
        var residual = rows - rows * axes * axes.Transpose();
        return [.. residual.EnumerateRows().Select(row => row.DotProduct(row))];
    }
}
