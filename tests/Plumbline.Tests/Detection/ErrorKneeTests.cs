using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class ErrorKneeTests
{
    [Fact]
    public void Of_noise_alone_one_window_in_700_stands_out_or_less()
    {
        var standing = Enumerable.Range(0, 50).Select(seed => Noise(1000, seed)).Sum(errors => Above(errors, ErrorKnee.Of(errors)));
        Assert.True(standing <= 50_000 / 500, $"{standing} of 50000");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(200)]
    public void What_is_far_above_the_noise_stands_out_and_hardly_anything_else(int anomalous)
    {
        var errors = Noise(1000, 1);
        for (var i = 0; i < anomalous; i++) errors[i * 5] *= 30 + i;
        var knee = ErrorKnee.Of(errors);
        Assert.All(Enumerable.Range(0, anomalous), i => Assert.True(errors[i * 5] > knee));
        Assert.InRange(Above(errors, knee), anomalous, anomalous + 2);
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

    private static int Above(double[] errors, double knee) => errors.Count(error => error > knee);

    // Logarithms with deviation 0.3, as the mean of many squares has.
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Exp(0.3 * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)))];
    }
}
