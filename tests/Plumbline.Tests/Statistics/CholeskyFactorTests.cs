using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class CholeskyFactorTests
{
    [Fact]
    public void Solving_multiplies_back_to_the_vector()
    {
        double[] covariance = [4, 2, 0.6, 2, 3, 0.4, 0.6, 0.4, 2];
        double[] vector = [1, -2, 3];
        var factor = CholeskyFactor.Create(covariance, 0);
        var solution = new double[3];
        factor.Solve(vector, solution);
        for (var i = 0; i < 3; i++)
        {
            double product = 0;
            for (var j = 0; j < 3; j++) product += covariance[(i * 3) + j] * solution[j];
            Assert.Equal(vector[i], product, 1e-12);
        }
        Assert.Equal(vector.Zip(solution, (a, b) => a * b).Sum(), factor.SquaredDistance(vector, new double[3]), 1e-12);
    }

    [Fact]
    public void A_singular_covariance_gets_the_ridge_it_needs()
    {
        double[] singular = [1, 1, 1, 1];
        Assert.Null(CholeskyFactor.TryCreate(singular, 0));
        var factor = CholeskyFactor.Create(singular, 1e-6);
        Assert.True(factor.Ridge is > 0 and < 1e-3);
        Assert.True(double.IsFinite(factor.SquaredDistance([1, -1], new double[2])));
    }

    [Fact]
    public void A_covariance_of_zeros_measures_plain_lengths() =>
        Assert.Equal(25, CholeskyFactor.Create(new double[4], 1e-6).SquaredDistance([3, 4], new double[2]), 1e-12);

    [Fact]
    public void An_indefinite_matrix_is_refused() =>
        Assert.Throws<ArgumentException>(() => CholeskyFactor.Create([1.0, 5, 5, 1], 1e-6));
}
