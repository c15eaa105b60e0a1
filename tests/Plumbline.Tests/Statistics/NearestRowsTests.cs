using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class NearestRowsTests
{
    /// <summary>References, dimension, neighbours, kind of data.</summary>
    public static TheoryData<int, int, int, string> Shapes => new()
    {
        { 1, 1, 1, "around 0" }, { 31, 5, 3, "around 0" }, { 200, 159, 5, "around 0" }, { 333, 64, 2, "far from 0" }, { 97, 33, 7, "some wild" },
        { 150, 20, 4, "with doubles" }, { 64, 7, 5, "all the same" }, { 90, 3, 2, "tiny" }, { 90, 3, 2, "huge" }, { 40, 3181, 3, "walks" }, { 700, 114, 1, "walks" }, { 600, 50, 3, "with doubles" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_nearest_are_those_of_measuring_all_in_double_precision(int references, int dimension, int neighbours, string kind)
    {
        var (all, rows) = (Made(1, references, dimension, kind), Made(2, 50, dimension, kind));
        all.AsSpan(0, dimension).CopyTo(rows.AsSpan(7 * dimension)); // one that is there
        var (distances, nearest) = Find(all, rows, dimension, neighbours);
        for (var row = 0; row < 50; row++)
        {
            var expected = Naive(all, rows.AsSpan(row * dimension, dimension), neighbours);
            for (var i = 0; i < neighbours; i++)
            {
                var (distance, reference) = i < expected.Length ? expected[i] : (double.PositiveInfinity, -1);
                Assert.Equal(reference, nearest[(row * neighbours) + i]);
                Assert.Equal(distance, distances[(row * neighbours) + i], double.IsFinite(distance) ? 1e-12 * distance : 0);
            }
        }
        Assert.Equal(0, distances[7 * neighbours]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_finds_the_same_alone_and_among_others(int references, int dimension, int neighbours, string kind)
    {
        var (all, rows) = (Made(3, references, dimension, kind), Made(4, 50, dimension, kind));
        var (distances, nearest) = Find(all, rows, dimension, neighbours);
        for (var row = 0; row < 50; row++)
        {
            var (alone, who) = Find(all, rows[(row * dimension)..][..dimension], dimension, neighbours);
            Assert.Equal(alone, distances[(row * neighbours)..][..neighbours]);
            Assert.Equal(who, nearest[(row * neighbours)..][..neighbours]);
        }
    }

    [Fact]
    public void References_that_are_left_out_are_not_found()
    {
        var rows = Made(5, 60, 11, "walks");
        var all = new NearestRows(rows, 11);
        (int From, int End)[] leftOut = [.. Enumerable.Range(0, 60).Select(row => (Math.Max(0, row - 4), Math.Min(60, row + 5)))];
        var (distances, nearest) = (new double[60 * 3], new int[60 * 3]);
        all.Find(rows, 3, distances, nearest, leftOut);
        for (var row = 0; row < 60; row++)
        {
            var expected = Naive(rows, rows.AsSpan(row * 11, 11), 60).Where(each => each.Reference < leftOut[row].From || each.Reference >= leftOut[row].End).Take(3);
            Assert.Equal(expected.Select(each => each.Reference), nearest[(row * 3)..][..3]);
        }
        all.Find(rows.AsSpan(0, 11), 3, distances.AsSpan(0, 3), nearest.AsSpan(0, 3), [(0, 58)]);
        Assert.Equal([58, 59, -1], nearest[..3].Order().OrderBy(reference => reference < 0));
        Assert.Equal(double.PositiveInfinity, distances[2]);
    }

    [Fact]
    public void Lengths_that_do_not_agree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new NearestRows(new float[7], 3));
        Assert.Throws<ArgumentException>(() => new NearestRows(ReadOnlyMemory<float>.Empty, 3));
        var all = new NearestRows(new float[6], 3);
        Assert.Throws<ArgumentException>(() => all.Find(new float[4], 1, new double[1], new int[1]));
        Assert.Throws<ArgumentException>(() => all.Find(new float[3], 2, new double[1], new int[2]));
        Assert.Throws<ArgumentException>(() => all.Find(new float[6], 1, new double[2], new int[2], [(0, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => all.Find(new float[3], 0, [], []));
    }

    private static (double[] Distances, int[] Nearest) Find(float[] all, float[] rows, int dimension, int neighbours)
    {
        var (distances, nearest) = (new double[rows.Length / dimension * neighbours], new int[rows.Length / dimension * neighbours]);
        new NearestRows(all, dimension).Find(rows, neighbours, distances, nearest);
        return (distances, nearest);
    }

    private static (double Distance, int Reference)[] Naive(float[] all, ReadOnlySpan<float> row, int neighbours)
    {
        var own = row.ToArray();
        return [.. Enumerable.Range(0, all.Length / own.Length)
            .Select(reference => (own.Select((value, i) => Math.Pow((double)value - all[(reference * own.Length) + i], 2)).Sum(), reference))
            .Order().Take(neighbours)];
    }

    private static float[] Made(int seed, int rows, int dimension, string kind)
    {
        var random = new Random(seed);
        var values = new float[rows * dimension];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, value) = (i / dimension, random.NextDouble() + random.NextDouble() - 1);
            values[i] = (float)(kind switch
            {
                "far from 0" => 1e5 + value,
                "some wild" => value * (row % 10 == 3 ? 1e4 : 1),
                "with doubles" => row % 2 == 1 ? values[i - dimension] : Math.Round(value), // equal distances
                "all the same" => 3,
                "tiny" => value * 1e-20,
                "huge" => value * (row % 2 == 0 ? 1e30 : 1),
                "walks" => i < dimension ? value : values[i - dimension] + (0.01 * value),
                _ => value,
            });
        }
        return values;
    }
}
