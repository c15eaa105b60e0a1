using System.Numerics.Tensors;

namespace Plumbline.Statistics;

/// <summary>Centres that many rows lie near: k-means++ starts (Arthur and Vassilvitskii 2007), then Lloyd's rounds.</summary>
/// <remarks>The rows are packed once as references of a <see cref="DistanceScreen"/>, and the centres of every round are held against them; which centre is the
/// nearest is measured exactly where the screen leaves it open.</remarks>
internal sealed class KMeans
{
    private readonly RowSource rows;
    private readonly int count;
    private readonly int width;
    private readonly DistanceScreen screen;

    public delegate ReadOnlySpan<float> RowSource(int row);

    private KMeans(RowSource rows, int count, int width)
    {
        (this.rows, this.count, this.width) = (rows, count, width);
        screen = new DistanceScreen((row, values) => TensorPrimitives.ConvertChecked(rows(row), values), count, width);
    }

    /// <param name="clusters">Centres, at least 1; fewer come back where fewer rows differ.</param>
    /// <param name="starts">Of which the one with the least sum of squared distances counts.</param>
    /// <param name="rounds">At most, of each start.</param>
    /// <returns>[cluster, width], and the number of each row's centre, the nearest.</returns>
    public static (float[] Centres, int[] Cluster) Fit(RowSource rows, int count, int width, int clusters, int starts, int rounds, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var means = new KMeans(rows, count, width);
        var best = (Centres: Array.Empty<float>(), Cluster: Array.Empty<int>(), Sum: double.PositiveInfinity);
        for (var start = 0; start < starts; start++)
        {
            var centres = means.Spread(clusters, random, cancellation);
            var (cluster, sums) = (new int[count], new double[centres.Length]);
            Array.Fill(cluster, -1);
            var sum = means.Assign(centres, cluster, sums, cancellation);
            for (var round = 0; round < rounds; round++)
            {
                Move(centres, width, cluster, sums);
                var next = means.Assign(centres, cluster, sums, cancellation);
                if (!(next < sum)) break;
                sum = next;
            }
            if (start == 0 || sum < best.Sum) best = (centres, cluster, sum);
        }
        return (best.Centres, best.Cluster);
    }

    // The next centre is a row drawn with a chance in proportion to its squared distance from the centres so far.
    private float[] Spread(int clusters, Random random, CancellationToken cancellation)
    {
        var centres = new List<float>(clusters * width);
        var distances = new double[count];
        Array.Fill(distances, double.PositiveInfinity);
        var rough = new float[screen.Stride];
        var next = random.Next(count);
        while (centres.Count < clusters * width)
        {
            cancellation.ThrowIfCancellationRequested();
            var centre = rows(next).ToArray();
            centres.AddRange(centre);
            var rounded = Measure(centre, rough);
            double sum = 0;
            for (var row = 0; row < count; row++)
            {
                if (rough[row] <= screen.Limit(Math.Sqrt(distances[row]), rounded[0], row)) distances[row] = Math.Min(distances[row], SquaredDistance.Of(rows(row), centre));
                sum += distances[row];
            }
            if (!(sum > 0)) break; // every row is a centre already
            var left = random.NextDouble() * sum;
            next = -1;
            for (var row = 0; row < count && left >= 0; row++)
            {
                if (distances[row] == 0) continue;
                next = row;
                left -= distances[row];
            }
        }
        return [.. centres];
    }

    // Sum of the squared distances to the nearest centres; rows that change sides take their values along from sum to sum.
    private double Assign(float[] centres, int[] cluster, double[] sums, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var rough = new float[centres.Length / width * screen.Stride]; // [centre, row]
        var rounded = Measure(centres, rough);
        double sum = 0;
        for (var row = 0; row < count; row++)
        {
            var values = rows(row);
            var first = 0;
            for (var centre = 1; centre < rounded.Length; centre++)
            {
                if (rough[(centre * screen.Stride) + row] < rough[(first * screen.Stride) + row]) first = centre;
            }
            var (nearest, least) = (first, SquaredDistance.Of(values, Centre(centres, first)));
            var length = Math.Sqrt(least);
            for (var centre = 0; centre < rounded.Length; centre++)
            {
                if (centre == first || !(rough[(centre * screen.Stride) + row] <= screen.Limit(length, rounded[centre], row))) continue;
                var distance = SquaredDistance.Of(values, Centre(centres, centre));
                if (distance < least || (distance == least && centre < nearest)) (nearest, least) = (centre, distance);
            }
            sum += least;
            if (nearest == cluster[row]) continue;
            if (cluster[row] >= 0) Add(values, -1, sums.AsSpan(cluster[row] * width, width));
            Add(values, 1, sums.AsSpan(nearest * width, width));
            cluster[row] = nearest;
        }
        return sum;
    }

    private IntegerRow[] Measure(float[] centres, float[] rough)
    {
        var (values, rounded) = (new double[centres.Length], new IntegerRow[centres.Length / width]);
        TensorPrimitives.ConvertChecked<float, double>(centres, values);
        screen.Measure(values, rough, rounded);
        return rounded;
    }

    private ReadOnlySpan<float> Centre(float[] centres, int centre) => centres.AsSpan(centre * width, width);

    private static void Add(ReadOnlySpan<float> values, double times, Span<double> sum)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += times * values[i];
    }

    // A centre that lost all its rows stays where it is.
    private static void Move(float[] centres, int width, int[] cluster, double[] sums)
    {
        var members = new int[centres.Length / width];
        foreach (var each in cluster) members[each]++;
        for (var i = 0; i < centres.Length; i++)
        {
            if (members[i / width] > 0) centres[i] = (float)(sums[i] / members[i / width]);
        }
    }
}
