using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Plumbline.Statistics;

/// <summary>Principal directions that wild rows cannot turn: of the directions from the spatial median to the rows, each of length 1.</summary>
/// <remarks>Spherical principal components (Locantore, Marron and others 1999). The median is found by Weiszfeld's steps. For elliptical clouds the directions are
/// those of the covariance; their variances are not, and are measured along each direction by the span from the 10 % to the 90 % quantile.</remarks>
internal static class SphericalComponents
{
    private const int MostSteps = 200;
    private const double Enough = 1e-9; // last step, relative to the mean distance
    private const double NormalSpan = 2.5631031310892007; // between the 10 % and 90 % quantiles of a normal distribution, in standard deviations

    public delegate void RowReader(int row, Span<double> values);

    /// <param name="read">Writes a row whole.</param>
    /// <returns>The median [dimension], directions [direction, dimension] and variances [direction], by falling variance of the unit vectors.</returns>
    public static (double[] Centre, double[] Directions, double[] Variances) Of(RowReader read, int count, int dimension, CancellationToken cancellation)
    {
        var centre = Median(read, count, dimension, cancellation);
        var row = new double[dimension];
        var statistics = new RunningCovariance(dimension);
        for (var i = 0; i < count; i++)
        {
            read(i, row);
            TensorPrimitives.Subtract(row, centre, row);
            var length = Math.Sqrt(InnerProduct.Of(row, row));
            if (length > 0) TensorPrimitives.Divide(row, length, row);
            statistics.Add(row);
        }
        cancellation.ThrowIfCancellationRequested();
        var eigen = Matrix<double>.Build.Dense(dimension, dimension, statistics.Covariance()).Evd(Symmetricity.Symmetric);
        var directions = new double[dimension * dimension];
        for (var d = 0; d < dimension; d++)
        {
            for (var i = 0; i < dimension; i++) directions[(d * dimension) + i] = eigen.EigenVectors[i, dimension - 1 - d];
        }
        return (centre, directions, Variances(read, count, centre, directions, cancellation));
    }

    private static double[] Median(RowReader read, int count, int dimension, CancellationToken cancellation)
    {
        var (row, difference, centre, next) = (new double[dimension], new double[dimension], new double[dimension], new double[dimension]);
        for (var i = 0; i < count; i++)
        {
            read(i, row);
            TensorPrimitives.MultiplyAdd(row, 1.0 / count, centre, centre);
        }
        for (var step = 0; step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double weights = 0, distances = 0;
            next.AsSpan().Clear();
            for (var i = 0; i < count; i++)
            {
                read(i, row);
                TensorPrimitives.Subtract(row, centre, difference);
                var distance = Math.Sqrt(InnerProduct.Of(difference, difference));
                distances += distance;
                if (distance == 0) continue;
                weights += 1 / distance;
                TensorPrimitives.MultiplyAdd(row, 1 / distance, next, next);
            }
            if (weights == 0) break; // all rows are the same
            TensorPrimitives.Divide(next, weights, next);
            TensorPrimitives.Subtract(next, centre, difference);
            next.CopyTo(centre, 0);
            if (Math.Sqrt(InnerProduct.Of(difference, difference)) <= Enough * distances / count) break;
        }
        return centre;
    }

    private static double[] Variances(RowReader read, int count, double[] centre, double[] directions, CancellationToken cancellation)
    {
        var dimension = centre.Length;
        var along = new double[directions.Length / dimension][];
        for (var d = 0; d < along.Length; d++) along[d] = new double[count];
        var row = new double[dimension];
        for (var i = 0; i < count; i++)
        {
            read(i, row);
            TensorPrimitives.Subtract(row, centre, row);
            for (var d = 0; d < along.Length; d++) along[d][i] = InnerProduct.Of(row, directions.AsSpan(d * dimension, dimension));
        }
        return Array.ConvertAll(along, values =>
        {
            cancellation.ThrowIfCancellationRequested();
            Array.Sort(values);
            var deviation = (Quantile.OfSorted(values, 0.9) - Quantile.OfSorted(values, 0.1)) / NormalSpan;
            return deviation * deviation;
        });
    }
}
