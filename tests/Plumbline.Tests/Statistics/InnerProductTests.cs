using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class InnerProductTests
{
    [Fact]
    public void It_equals_the_plain_sum_at_every_length()
    {
        var random = new Random(3);
        for (var length = 0; length <= 100; length++)
        {
            var (a, b) = (Values(random, length), Values(random, length));
            Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), InnerProduct.Of(a, b), 1e-12);
        }
    }

    [Fact]
    public void Its_order_is_written_down_and_so_are_its_bits()
    {
        var random = new Random(4);
        foreach (var length in new[] { 5, 24, 32, 75, 159 })
        {
            var (a, b) = (Values(random, length), Values(random, length));
            Assert.Equal(BitConverter.DoubleToInt64Bits(Slowly(a, b)), BitConverter.DoubleToInt64Bits(InnerProduct.Of(a, b)));
        }
    }

    [Fact]
    public void A_NaN_is_not_lost() => Assert.True(double.IsNaN(InnerProduct.Of([1, double.NaN, 3], [1, 0, 1])));

    [Fact]
    public void Different_lengths_are_refused() => Assert.Throws<ArgumentException>(() => InnerProduct.Of([1], [1, 2]));

    // Four sums of eight lanes, then lane by lane in halves, then the rest.
    private static double Slowly(double[] a, double[] b)
    {
        var sums = new double[4, 8];
        var i = 0;
        for (; i + 32 <= a.Length; i += 32)
            for (var k = 0; k < 32; k++) sums[k / 8, k % 8] = Math.FusedMultiplyAdd(a[i + k], b[i + k], sums[k / 8, k % 8]);
        for (; i + 8 <= a.Length; i += 8)
            for (var k = 0; k < 8; k++) sums[0, k] = Math.FusedMultiplyAdd(a[i + k], b[i + k], sums[0, k]);
        var lanes = Enumerable.Range(0, 8).Select(k => sums[0, k] + sums[1, k] + (sums[2, k] + sums[3, k])).ToArray();
        for (var width = 4; width >= 1; width /= 2)
            for (var k = 0; k < width; k++) lanes[k] += lanes[k + width];
        var sum = lanes[0];
        for (; i < a.Length; i++) sum = Math.FusedMultiplyAdd(a[i], b[i], sum);
        return sum;
    }

    private static double[] Values(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
}
