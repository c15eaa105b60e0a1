using Plumbline.Tuning.Samplers;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class QuasiNewtonTests
{
    [Fact]
    public void It_finds_the_summit_of_a_curved_ridge()
    {
        // Rosenbrock's valley upside down; the summit is at (1, 1).
        static double Value(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var (a, b) = (1 - at[0], at[1] - (at[0] * at[0]));
            (gradient[0], gradient[1]) = ((2 * a) + (400 * at[0] * b), -200 * b);
            return -(a * a) - (100 * b * b);
        }
        double[] point = [-1.2, 1];
        Assert.Equal(0, QuasiNewton.Climb(Value, point, [-2, -2], [2, 2], 200, 1e-14), 1e-8);
        Assert.All(point, value => Assert.Equal(1, value, 1e-3));
    }

    [Fact]
    public void It_stops_at_borders_and_goes_on_along_them()
    {
        static double Value(ReadOnlySpan<double> at, Span<double> gradient)
        {
            (gradient[0], gradient[1]) = (-2 * (at[0] - 3), -2 * (at[1] - 0.25));
            return -Math.Pow(at[0] - 3, 2) - Math.Pow(at[1] - 0.25, 2);
        }
        double[] point = [0.5, 0.9];
        QuasiNewton.Climb(Value, point, [0, 0], [1, 1], 50, 1e-14);
        Assert.Equal(1, point[0]);
        Assert.Equal(0.25, point[1], 1e-6);
    }
}
