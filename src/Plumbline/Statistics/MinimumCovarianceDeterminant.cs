using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Plumbline.Statistics;

/// <summary>Which of many rows belong to the bulk, however wild up to half of the others are.</summary>
/// <remarks>The half of the rows whose covariance has the least determinant, found by many random starts and steps that can only lower it (Rousseeuw and
/// Van Driessen 1999, FastMCD): nested starts on groups of rows, the best on all groups together, the best of these on all rows. Then every row is kept whose
/// squared distance, scaled so that its median is that of chi-squared, is within the 97.5 % quantile of chi-squared. Covariances get a ridge of 1e-9 of
/// their mean diagonal, so that constant and doubled signals do no harm.</remarks>
internal sealed class MinimumCovarianceDeterminant
{
    private const int Groups = 5;
    private const int Best = 10; // starts that each stage hands on, as published
    private const int Steps = 2; // of each start in each stage, as published
    private const int MostSteps = 100;
    private const double Ridge = 1e-9;

    private readonly double[] rows; // [row, dimension]
    private readonly int dimension;
    private readonly CancellationToken cancellation;

    private MinimumCovarianceDeterminant(double[] rows, int dimension, CancellationToken cancellation) =>
        (this.rows, this.dimension, this.cancellation) = (rows, dimension, cancellation);

    /// <param name="rows">[row, dimension], at least two rows.</param>
    /// <param name="starts">Random starts, at least 1; 500 as published.</param>
    /// <returns>[row], true for those of the bulk.</returns>
    public static bool[] Bulk(double[] rows, int dimension, int starts, int seed, CancellationToken cancellation) =>
        new MinimumCovarianceDeterminant(rows, dimension, cancellation).Bulk(starts, new Random(seed));

    private bool[] Bulk(int starts, Random random)
    {
        var order = Enumerable.Range(0, rows.Length / dimension).ToArray();
        random.Shuffle(order);
        var groupRows = Math.Max(300, 2 * (dimension + 1)); // 300 as published, more where so few would not span the space
        List<Estimate> best;
        if (order.Length <= 2 * groupRows)
        {
            best = Improve(Enumerable.Range(0, starts).Select(_ => Start(order, random)), order);
        }
        else
        {
            var groups = order.Take(Groups * groupRows).Chunk(groupRows).Where(group => group.Length > dimension + 1).ToArray();
            var each = Math.Max(1, starts / groups.Length);
            var handed = groups.SelectMany(group => Improve(Enumerable.Range(0, each).Select(_ => Start(group, random)), group));
            best = Improve(Improve(handed, [.. groups.SelectMany(group => group)]), order);
        }
        return Trusted(Converged(best[0], order), order);
    }

    private Estimate Start(int[] among, Random random)
    {
        var few = new int[Math.Min(dimension + 1, Math.Max(2, among.Length / 2))];
        for (var i = 0; i < few.Length; i++) few[i] = among[random.Next(among.Length)];
        return Of(few);
    }

    private List<Estimate> Improve(IEnumerable<Estimate> estimates, int[] among)
    {
        var improved = new List<Estimate>();
        foreach (var start in estimates)
        {
            var estimate = start;
            for (var step = 0; step < Steps; step++) estimate = Step(estimate, among);
            improved.Add(estimate);
        }
        return [.. improved.OrderBy(estimate => estimate.LogDeterminant).Take(Best)];
    }

    private Estimate Converged(Estimate estimate, int[] among)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var next = Step(estimate, among);
            if (!(next.LogDeterminant < estimate.LogDeterminant - 1e-12)) break;
            estimate = next;
        }
        return estimate;
    }

    // The half that lies nearest by the estimate makes the next one, whose determinant is never larger.
    private Estimate Step(Estimate estimate, int[] among)
    {
        cancellation.ThrowIfCancellationRequested();
        var nearest = among.ToArray();
        Array.Sort(Distances(estimate, among), nearest);
        return Of(nearest.AsSpan(0, Math.Min(among.Length, (among.Length + dimension + 1) / 2)));
    }

    private bool[] Trusted(Estimate estimate, int[] order)
    {
        var distances = Distances(estimate, order);
        var scale = Quantile.Median(distances) / ChiSquared.InvCDF(dimension, 0.5);
        var farthest = ChiSquared.InvCDF(dimension, 0.975) * scale;
        var trusted = new bool[order.Length];
        for (var i = 0; i < order.Length; i++) trusted[order[i]] = distances[i] <= farthest;
        return trusted;
    }

    private double[] Distances(Estimate estimate, int[] among)
    {
        var (deviation, scratch) = (new double[dimension], new double[dimension]);
        var distances = new double[among.Length];
        for (var i = 0; i < among.Length; i++)
        {
            TensorPrimitives.Subtract(Row(among[i]), estimate.Mean, deviation);
            distances[i] = estimate.Factor.SquaredDistance(deviation, scratch);
        }
        return distances;
    }

    private Estimate Of(ReadOnlySpan<int> chosen)
    {
        var together = new double[chosen.Length * dimension];
        for (var i = 0; i < chosen.Length; i++) Row(chosen[i]).CopyTo(together.AsSpan(i * dimension));
        var statistics = new RunningCovariance(dimension);
        statistics.AddBatch(together);
        var factor = CholeskyFactor.Create(statistics.Covariance(population: true), Ridge);
        return new Estimate(statistics.Mean.ToArray(), factor, factor.LogDeterminant);
    }

    private ReadOnlySpan<double> Row(int row) => rows.AsSpan(row * dimension, dimension);

    private readonly record struct Estimate(double[] Mean, CholeskyFactor Factor, double LogDeterminant);
}
