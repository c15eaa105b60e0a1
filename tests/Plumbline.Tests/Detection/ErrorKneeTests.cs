using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class ErrorKneeTests
{
    [Fact]
    public void Noise_alone_has_no_knee()
    {
        for (var seed = 0; seed < 20; seed++) Assert.Equal(double.PositiveInfinity, ErrorKnee.Of(Noise(1000, seed)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(200)]
    public void What_is_far_above_the_noise_stands_out_and_nothing_else(int anomalous)
    {
        var errors = Noise(1000, 1);
        for (var i = 0; i < anomalous; i++) errors[i * 5] *= 30 + i;
        var knee = ErrorKnee.Of(errors);
        Assert.All(errors, (error, i) => Assert.Equal(i % 5 == 0 && i < 5 * anomalous, error > knee));
    }

    [Fact]
    public void The_unit_of_the_errors_does_not_matter()
    {
        var errors = Noise(500, 2);
        errors[7] = 100;
        Assert.Equal(1000, ErrorKnee.Of([.. errors.Select(error => 1000 * error)]) / ErrorKnee.Of(errors), 1e-9);
    }

    [Fact]
    public void Equal_errors_and_a_handful_of_them_have_none()
    {
        Assert.Equal(double.PositiveInfinity, ErrorKnee.Of(Enumerable.Repeat(2.0, 100).ToArray()));
        Assert.Equal(double.PositiveInfinity, ErrorKnee.Of([1, 1, 1, 1000]));
    }

    // Logarithms with deviation 0.3, as the mean of many squares has.
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(0.3 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)))];
    }
}
