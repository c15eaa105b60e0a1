using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Neural;

public sealed class NoiseTests
{
    private const int Count = 1 << 16;

    [Fact]
    public void The_same_key_gives_the_same_numbers_however_many_are_drawn()
    {
        Assert.Equal(Drawn(32)[..16], Drawn(16));

        static float[] Drawn(int count)
        {
            var values = new float[count];
            Noise.Of(7).For(3).Uniform(values);
            return values;
        }
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly_and_one_after_the_other_have_nothing_in_common()
    {
        foreach (var part in Enumerable.Range(0, 20))
        {
            var values = Uniform(Noise.Of(1).For(part));
            Assert.All(values, value => Assert.InRange(value, 0, 0.99999999f));
            Assert.Equal(0.5, values.Average(), 0.006);
            Assert.Equal(1 / 12.0, values.Average(value => (value - 0.5) * (value - 0.5)), 0.002);
            var bins = new int[64];
            foreach (var value in values) bins[(int)(value * 64)]++;
            var chiSquared = bins.Sum(bin => Math.Pow(bin - (Count / 64.0), 2)) / (Count / 64.0);
            Assert.InRange(chiSquared, 25, 120); // 63 degrees of freedom
            foreach (var lag in new[] { 1, 2, 8, 16 }) Assert.Equal(0, Correlation(values[..^lag], values[lag..]), 0.02);
        }
    }

    [Fact]
    public void Parts_and_seeds_have_noise_of_their_own()
    {
        var noises = new[] { Noise.Of(1), Noise.Of(2), Noise.Of(1).For(0), Noise.Of(1).For(1), Noise.Of(1).For(0).For(1), Noise.Of(1).For(1).For(0) }.Select(Uniform).ToList();
        for (var i = 0; i < noises.Count; i++)
            for (var j = 0; j < i; j++) Assert.Equal(0, Correlation(noises[i], noises[j]), 0.02);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_a_normal_distribution()
    {
        var values = new float[Count];
        Noise.Of(5).Normal(values);
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(value => (double)value * value), 0.03);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.2);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Dropout_keeps_its_share_and_the_mean()
    {
        var factors = new float[Count];
        Noise.Of(5).Dropout(factors, 0.2);
        Assert.Equal([0, 1.25f], factors.Distinct().Order());
        Assert.Equal(1, factors.Average(), 0.01);
        Noise.Of(5).Dropout(factors, 0);
        Assert.All(factors, factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void No_noise_stays_none()
    {
        Assert.False(default(Noise).Exists);
        Assert.False(default(Noise).For(3).Exists);
        Assert.True(Noise.Of(0).For(3).Exists);
    }

    private static float[] Uniform(Noise noise)
    {
        var values = new float[Count];
        noise.Uniform(values);
        return values;
    }

    private static double Correlation(float[] left, float[] right) => left.Zip(right, (x, y) => (x - 0.5) * (y - 0.5)).Average() * 12;
}
