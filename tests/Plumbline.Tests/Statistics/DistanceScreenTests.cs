using CsCheck;
using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class DistanceScreenTests
{
    /// <summary>Rows between 10^-12 and 10^12 long, some on a far spot: whatever is rounded, the limit lies above the rough distance.</summary>
    [Fact]
    public void A_reference_is_within_the_limit_of_its_own_distance()
    {
        var row = Gen.Select(Gen.Int[-12, 12], Gen.Bool, Gen.Double[-1, 1].Array[37]).Select((power, far, values) => values.Select(value => (far ? 1e7 : 0) + (value * Math.Pow(10, power))).ToArray());
        Gen.Select(row.Array[1, 70], row.Array[1, 8]).Sample((references, rows) =>
        {
            var screen = new DistanceScreen((i, values) => references[i].CopyTo(values), references.Length, 37);
            var (rough, rounded) = (new float[rows.Length * screen.Stride], new IntegerRow[rows.Length]);
            screen.Measure([.. rows.SelectMany(values => values)], rough, rounded);
            for (var i = 0; i < rows.Length; i++)
            {
                for (var reference = 0; reference < references.Length; reference++)
                {
                    var distance = Math.Sqrt(rows[i].Zip(references[reference], (x, y) => (x - y) * (x - y)).Sum());
                    var seen = rough[(i * screen.Stride) + reference];
                    Assert.True(seen <= screen.Limit(distance, rounded[i], reference));
                    Assert.True(seen <= screen.LargestLimit(distance, rounded[i]));
                    Assert.InRange(distance * distance, seen - screen.Doubt(seen, rounded[i]), (seen + screen.Doubt(seen, rounded[i])) * (1 + 1e-12));
                }
            }
        }, iter: 200, seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void Rough_distances_are_close()
    {
        var random = new Random(1);
        double[] Row() => [.. Enumerable.Range(0, 159).Select(_ => 1e3 + random.NextDouble() + random.NextDouble())];
        var (references, rows) = (Enumerable.Range(0, 50).Select(_ => Row()).ToArray(), Enumerable.Range(0, 20).Select(_ => Row()).ToArray());
        var screen = new DistanceScreen((i, values) => references[i].CopyTo(values), 50, 159);
        var (rough, rounded) = (new float[20 * screen.Stride], new IntegerRow[20]);
        screen.Measure([.. rows.SelectMany(values => values)], rough, rounded);
        for (var i = 0; i < 20; i++)
        {
            for (var reference = 0; reference < 50; reference++)
            {
                var distance = rows[i].Zip(references[reference], (x, y) => (x - y) * (x - y)).Sum();
                Assert.Equal(distance, rough[(i * screen.Stride) + reference], 1e-3 * distance);
                Assert.InRange(screen.Limit(Math.Sqrt(distance), rounded[i], reference), distance, 1.002 * distance);
            }
        }
    }

    [Fact]
    public void Products_are_the_same_at_every_register_width()
    {
        var random = new Random(2);
        var (left, panel) = (new short[IntegerTile.Rows * 74], new short[74 * IntegerTile.Lanes]);
        foreach (ref var value in left.AsSpan()) value = (short)random.Next(-3000, 3000);
        foreach (ref var value in panel.AsSpan()) value = (short)random.Next(-3000, 3000);
        for (var rows = 1; rows <= IntegerTile.Rows; rows++)
        {
            var (sums, narrow, wide) = (new int[rows * IntegerTile.Lanes], new int[rows * IntegerTile.Lanes], new int[rows * IntegerTile.Lanes]);
            IntegerTile.Multiply(left, rows, panel, sums);
            IntegerTile.Multiply<IntegerLanes128>(left, rows, panel, narrow);
            Assert.Equal(sums, narrow);
            if (IntegerLanes256.IsSupported)
            {
                IntegerTile.Multiply<IntegerLanes256>(left, rows, panel, wide);
                Assert.Equal(sums, wide);
            }
            for (var i = 0; i < sums.Length; i++)
            {
                var (row, lane) = (i / IntegerTile.Lanes, i % IntegerTile.Lanes);
                Assert.Equal(Enumerable.Range(0, 74).Sum(k => left[(row * 74) + k] * panel[(((k / 2 * IntegerTile.Lanes) + lane) * 2) + (k % 2)]), sums[i]);
            }
        }
    }

    [Fact]
    public void Sums_of_the_longest_rows_fit()
    {
        // All of the length in one value, or spread: the product of a row with itself is the largest there is.
        foreach (var values in new[] { [1, 0, 0], [1, 1, 1, 1], Enumerable.Repeat(1.0, 5000).ToArray(), [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? 1.5 : -1.5)] })
        {
            var integers = new short[values.Length + (values.Length % 2)];
            var rounded = IntegerRow.Of(values, integers);
            Assert.InRange(integers.Sum(value => (long)value * value), 1L << 29, int.MaxValue);
            Assert.True(rounded.Off < 5e-3 * Math.Sqrt(rounded.Square));
        }
    }
}
