using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class GaussianKdeTests
{
    [Fact]
    public void Log_densities_equal_the_formula()
    {
        var (references, points) = (Random(1, 21 * 3), Random(2, 9 * 3));
        var kde = new GaussianKde(references, 3, 0.7);
        var actual = new double[9];
        kde.LogDensities(points, actual);
        for (var p = 0; p < 9; p++)
        {
            var density = Enumerable.Range(0, 21).Average(r => Math.Pow(2 * Math.PI * 0.49, -1.5)
                * Math.Exp(-Enumerable.Range(0, 3).Sum(i => Math.Pow(points[(p * 3) + i] - references[(r * 3) + i], 2)) / (2 * 0.49)));
            Assert.Equal(Math.Log(density), actual[p], 1e-12);
            Assert.True(actual[p] <= kde.Peak);
        }
    }

    /// <summary>Everything far, everything near, a bit of both, some wild rows, and a spot far from 0; few and many of the references count.</summary>
    [Theory]
    [InlineData(0.01, 0, 1, 1e-7)]
    [InlineData(0.3, 0, 1, 1e-7)]
    [InlineData(1, 0, 1, 1e-7)]
    [InlineData(20, 0, 1, 1e-7)]
    [InlineData(0.3, 1e6, 1, 1e-7)]
    [InlineData(3, 0, 1e3, 1e-7)]
    [InlineData(0.3, 0, 1e9, 1e-7)]
    [InlineData(0.3, 0, 1e20, 1e-7)]
    public void Log_densities_are_off_by_less_than_a_part_in_a_hundred_million(double bandwidth, double offset, double wild, double spread)
    {
        const int Dimension = 31;
        var random = new Random(5);
        var (references, points) = (Rows(500), Rows(40));
        references.AsSpan(60 * Dimension, Dimension).CopyTo(points); // one that is there
        for (var i = 0; i < Dimension; i++) points[Dimension + i] = points[i] + (spread * (random.NextDouble() - 0.5)); // and one as good as there
        var kde = new GaussianKde(references, Dimension, bandwidth);
        var (actual, shares, alone) = (new double[40], new double[500], new double[1]);
        kde.LogDensities(points, actual);
        for (var p = 0; p < 40; p++)
        {
            var distances = Enumerable.Range(0, 500).Select(r => Enumerable.Range(0, Dimension).Sum(i => Math.Pow(points[(p * Dimension) + i] - references[(r * Dimension) + i], 2))).ToArray();
            var (nearest, scale) = (distances.Min(), 0.5 / (bandwidth * bandwidth));
            var sum = distances.Sum(distance => Math.Exp((nearest - distance) * scale));
            Assert.Equal((nearest * scale) - Math.Log(sum / 500), kde.Peak - actual[p], 1e-8 * (1 + (nearest * scale)));
            kde.LogDensities(points.AsSpan(p * Dimension, Dimension), alone);
            Assert.Equal(alone[0], actual[p]);
            kde.Shares(points.AsSpan(p * Dimension, Dimension), shares);
            Assert.All(distances.Zip(shares), each => Assert.Equal(Math.Exp((nearest - each.First) * scale) / sum, each.Second, 1e-4));
        }

        double[] Rows(int count) => [.. Enumerable.Range(0, count * Dimension).Select(i =>
            offset + ((random.NextDouble() + random.NextDouble() - 1) * (i / Dimension % 50 == 49 ? wild : 1)))];
    }

    [Fact]
    public void Far_away_the_density_does_not_underflow()
    {
        var kde = new GaussianKde([0, 1e3], 1, 0.1);
        var actual = new double[3];
        kde.LogDensities([-1e6, 500, 2e3], actual);
        Assert.Equal(kde.Peak - Math.Log(2) - (0.5 * 1e12 / 0.01), actual[0], 0.1);
        Assert.Equal(kde.Peak - (0.5 * 250_000 / 0.01), actual[1], 1e-6);
        Assert.Equal(kde.Peak - Math.Log(2) - (0.5 * 1e6 / 0.01), actual[2], 1e-6);
    }

    [Fact]
    public void Shares_follow_the_distance_and_sum_to_1()
    {
        var kde = new GaussianKde([0, 1, 50], 1, 1);
        var shares = new double[3];
        kde.Shares([0], shares);
        Assert.Equal(1, shares.Sum(), 1e-15);
        Assert.Equal(Math.Exp(-0.5), shares[1] / shares[0], 1e-15);
        kde.Shares([1e5], shares);
        Assert.Equal([0, 0, 1], shares);
    }

    [Fact]
    public void The_bandwidth_is_the_one_the_other_folds_predict_best()
    {
        var rows = Random(3, 400 * 2);
        double[] widths = [0.001, 0.1, 10];
        Assert.Equal(0.1, KdeBandwidth.Choose(rows, 2, widths, 5));
        // Five folds of 401 rows: the first has 81.
        var odd = Random(4, 401);
        var expected = new List<double>();
        foreach (var (start, end) in new[] { (0, 81), (81, 161), (161, 241), (241, 321), (321, 401) })
        {
            var held = new double[end - start];
            new GaussianKde([.. odd[..start], .. odd[end..]], 1, 0.1).LogDensities(odd.AsSpan(start, end - start), held);
            expected.AddRange(held);
        }
        Assert.Equal(expected.Sum(), KdeBandwidth.LogLikelihoods(odd, 1, [0.1], 5)[0], 1e-9);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianKde([1], 1, 0));
        Assert.Throws<ArgumentException>(() => new GaussianKde([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentException>(() => new GaussianKde([1, 2], 2, 1).LogDensities([1], new double[1]));
        Assert.Throws<ArgumentException>(() => KdeBandwidth.LogLikelihoods([1, 2], 1, [1], 3));
    }

    // HPC lecture, rows 0-2999 standardised by their own mean and sample deviation; golden numbers from scikit-learn.
    [Fact]
    public void The_lectures_bandwidth_and_densities_equal_the_golden_numbers()
    {
        var rows = HpcDavide();
        double[] widths = [.. Enumerable.Range(0, 10).Select(i => 0.1 + (0.1 * i))];
        Assert.Equal(0.5, KdeBandwidth.Choose(rows.AsSpan(0, 3_000 * 159), 159, widths, 5, TestContext.Current.CancellationToken), 1e-12);
        var kde = new GaussianKde(rows.AsSpan(0, 3_000 * 159), 159, 0.5);
        foreach (var (row, expected) in new[] { (0, 43.907193), (2999, 43.468187), (3764, 312084.172522), (5006, 2427377.938864), (6666, 8488241.962502) })
        {
            var actual = new double[1];
            kde.LogDensities(rows.AsSpan(row * 159, 159), actual);
            Assert.Equal(expected, -actual[0], Math.Max(5e-7, 1e-8 * expected)); // six places are published
        }
    }

    internal static double[] HpcDavide()
    {
        var rows = File.ReadLines(SharedData.Path("series/hpc_davide/hpc.csv")).Skip(1).Select(line => Array.ConvertAll(line.Split(',')[1..160], double.Parse)).ToArray();
        var values = new double[rows.Length * 159];
        for (var signal = 0; signal < 159; signal++)
        {
            var mean = rows.Take(3_000).Average(row => row[signal]);
            var deviation = Math.Sqrt(rows.Take(3_000).Sum(row => (row[signal] - mean) * (row[signal] - mean)) / 2_999);
            for (var row = 0; row < rows.Length; row++) values[(row * 159) + signal] = (rows[row][signal] - mean) / deviation;
        }
        return values;
    }

    private static double[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + random.NextDouble())];
    }
}
