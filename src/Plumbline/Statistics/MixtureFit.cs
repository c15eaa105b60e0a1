using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>Expectation maximisation: fits a <see cref="GaussianMixture"/> to rows (Dempster, Laird, Rubin 1977).</summary>
/// <remarks>A pass costs rows x components x dimension^2 products, of diagonal covariances rows x components x dimension.</remarks>
public sealed record MixtureFit
{
    private const int RowsTogether = 256;
    private const int KMeansPasses = 20;

    /// <summary>Whether signals are taken as independent within a component.</summary>
    public bool Diagonal { get; init; }

    /// <summary>Added to every variance, so that no component shrinks to nothing; at least 0. 1e-6 as scikit-learn.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>Fits from different first centres, of which the likeliest is kept; at least 1.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>Most passes over the rows; at least 1.</summary>
    public int Passes { get; init; } = 100;

    /// <summary>Ends when a pass raises the mean log-likelihood of a row by less.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Fixes the first centres.</summary>
    public int Seed { get; init; }

    /// <summary>The likeliest mixture of so many components.</summary>
    /// <param name="rows">[row, dimension], finite.</param>
    /// <param name="dimension">At least 1.</param>
    /// <param name="components">1 to the number of rows.</param>
    /// <exception cref="ArgumentException">More components than rows.</exception>
    public GaussianMixture Run(ReadOnlySpan<double> rows, int dimension, int components, CancellationToken cancellation = default)
    {
        var count = rows.Length / dimension;
        if (components < 1 || components > count) throw new ArgumentException($"{components} components for {count} rows.", nameof(components));
        var (best, likeliest) = ((GaussianMixture?)null, double.NegativeInfinity);
        for (var start = 0; start < (components == 1 ? 1 : Starts); start++)
        {
            var parts = FirstParts(rows, dimension, components, new Random(Seed + start), cancellation);
            var mixture = Maximise(rows, dimension, components, parts);
            var before = double.NegativeInfinity;
            for (var pass = 0; pass < Passes; pass++)
            {
                cancellation.ThrowIfCancellationRequested();
                var mean = Expect(mixture, rows, parts) / count;
                if (mean > likeliest) (best, likeliest) = (mixture, mean);
                if (components == 1 || Math.Abs(mean - before) < Tolerance) break;
                before = mean;
                mixture = Maximise(rows, dimension, components, parts);
            }
        }
        return best ?? throw new ArgumentException("The likelihood left the finite numbers.", nameof(rows));
    }

    /// <summary>Bayesian information criterion, lower is better: parameters x ln(rows) - 2 log-likelihood (Schwarz 1978).</summary>
    public static double Bic(GaussianMixture mixture, ReadOnlySpan<double> rows) =>
        (mixture.ParameterCount * Math.Log(rows.Length / mixture.Dimension)) - (2 * LogLikelihood(mixture, rows));

    /// <summary>Log-likelihood of all rows, each under the mixture of the other folds; contiguous as those of <see cref="KdeBandwidth.LogLikelihoods"/>.</summary>
    public double HeldOutLogLikelihood(ReadOnlySpan<double> rows, int dimension, int components, int folds, CancellationToken cancellation = default)
    {
        var count = rows.Length / dimension;
        if (folds < 2 || folds > count) throw new ArgumentException($"{folds} folds of {count} rows.", nameof(folds));
        double sum = 0;
        for (int fold = 0, start = 0; fold < folds; fold++)
        {
            var end = start + (count / folds) + (fold < count % folds ? 1 : 0);
            var mixture = Run([.. rows[..(start * dimension)], .. rows[(end * dimension)..]], dimension, components, cancellation);
            sum += LogLikelihood(mixture, rows[(start * dimension)..(end * dimension)]);
            start = end;
        }
        return sum;
    }

    private static double LogLikelihood(GaussianMixture mixture, ReadOnlySpan<double> rows)
    {
        var logDensities = new double[rows.Length / mixture.Dimension];
        mixture.LogDensities(rows, logDensities);
        return logDensities.Sum();
    }

    // Each row's part in each component, [row, component]; returns the log-likelihood.
    private static double Expect(GaussianMixture mixture, ReadOnlySpan<double> rows, double[] parts)
    {
        var (dimension, count) = (mixture.Dimension, mixture.ComponentCount);
        var scratch = new double[2 * dimension];
        double sum = 0;
        for (var row = 0; row < parts.Length / count; row++)
        {
            var joint = parts.AsSpan(row * count, count);
            var logDensity = mixture.LogDensity(rows.Slice(row * dimension, dimension), joint, scratch);
            foreach (ref var part in joint) part = Math.Exp(part - logDensity);
            sum += logDensity;
        }
        return sum;
    }

    private GaussianMixture Maximise(ReadOnlySpan<double> rows, int dimension, int count, double[] parts)
    {
        var size = Diagonal ? dimension : dimension * dimension;
        var (weights, means, covariances) = (new double[count], new double[count * dimension], new double[count * size]);
        for (var k = 0; k < count; k++)
        {
            var mean = means.AsSpan(k * dimension, dimension);
            var covariance = covariances.AsSpan(k * size, size);
            double weight = 0;
            for (var row = 0; row < parts.Length / count; row++)
            {
                var part = parts[(row * count) + k];
                weight += part;
                TensorPrimitives.MultiplyAdd(rows.Slice(row * dimension, dimension), part, mean, mean);
            }
            weight += 1e-15; // a component without rows keeps a mean and a variance
            weights[k] = weight;
            TensorPrimitives.Divide(mean, weight, mean);
            AddScatter(rows, mean, parts, k, count, covariance);
            TensorPrimitives.Divide(covariance, weight, covariance);
            if (Diagonal) TensorPrimitives.Add(covariance, Ridge, covariance);
            else Complete(covariance, dimension, Ridge);
        }
        TensorPrimitives.Divide(weights, weights.Sum(), weights);
        return new GaussianMixture(dimension, weights, means, covariances);
    }

    private void AddScatter(ReadOnlySpan<double> rows, ReadOnlySpan<double> mean, double[] parts, int component, int count, Span<double> scatter)
    {
        var dimension = mean.Length;
        var deviations = new double[RowsTogether * dimension]; // [row, signal], times the root of the row's part
        var filled = 0;
        for (var row = 0; row < parts.Length / count; row++)
        {
            var part = parts[(row * count) + component];
            if (part < 1e-20) continue;
            var deviation = deviations.AsSpan(filled * dimension, dimension);
            TensorPrimitives.Subtract(rows.Slice(row * dimension, dimension), mean, deviation);
            TensorPrimitives.Multiply(deviation, Math.Sqrt(part), deviation);
            if (Diagonal) TensorPrimitives.MultiplyAdd(deviation, deviation, scatter, scatter);
            else if (++filled == RowsTogether)
            {
                ScatterProducts.Add(deviations, dimension, scatter);
                filled = 0;
            }
        }
        if (filled > 0) ScatterProducts.Add(deviations.AsSpan(0, filled * dimension), dimension, scatter);
    }

    private static void Complete(Span<double> lower, int dimension, double ridge)
    {
        for (var i = 0; i < dimension; i++)
        {
            lower[(i * dimension) + i] += ridge;
            for (var j = 0; j < i; j++) lower[(j * dimension) + i] = lower[(i * dimension) + j];
        }
    }

    // k-means from centres far apart (Arthur, Vassilvitskii 2007), each row wholly in one component.
    private static double[] FirstParts(ReadOnlySpan<double> rows, int dimension, int components, Random random, CancellationToken cancellation)
    {
        var count = rows.Length / dimension;
        var centres = FirstCentres(rows, dimension, components, random);
        var (distances, nearest) = (new double[count * components], new int[count]);
        for (var pass = 0; pass < KMeansPasses; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            new RowDistances(centres, dimension).SquaredDistances(rows, distances);
            var moved = false;
            for (var row = 0; row < count; row++)
            {
                var to = TensorPrimitives.IndexOfMin(distances.AsSpan(row * components, components));
                moved |= to != nearest[row];
                nearest[row] = to;
            }
            if (!moved && pass > 0) break;
            var members = new int[components];
            var sums = new double[centres.Length];
            for (var row = 0; row < count; row++)
            {
                var sum = sums.AsSpan(nearest[row] * dimension, dimension);
                TensorPrimitives.Add(sum, rows.Slice(row * dimension, dimension), sum);
                members[nearest[row]]++;
            }
            for (var i = 0; i < centres.Length; i++)
            {
                if (members[i / dimension] > 0) centres[i] = sums[i] / members[i / dimension];
            }
        }
        var parts = new double[count * components];
        for (var row = 0; row < count; row++) parts[(row * components) + nearest[row]] = 1;
        return parts;
    }

    // The next centre is a row drawn by its squared distance to the nearest one so far.
    private static double[] FirstCentres(ReadOnlySpan<double> rows, int dimension, int components, Random random)
    {
        var count = rows.Length / dimension;
        var centres = new double[components * dimension];
        var (nearest, distances) = (new double[count], new double[count]);
        nearest.AsSpan().Fill(double.PositiveInfinity);
        var chosen = random.Next(count);
        for (var k = 0; k < components; k++)
        {
            rows.Slice(chosen * dimension, dimension).CopyTo(centres.AsSpan(k * dimension));
            new RowDistances(centres.AsSpan(k * dimension, dimension), dimension).SquaredDistances(rows, distances);
            TensorPrimitives.Min(nearest, distances, nearest);
            var left = random.NextDouble() * nearest.Sum();
            chosen = 0;
            while (chosen < count - 1 && (left -= nearest[chosen]) > 0) chosen++;
        }
        return centres;
    }
}
