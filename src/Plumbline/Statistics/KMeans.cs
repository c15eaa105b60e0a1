namespace Plumbline.Statistics;

/// <summary>Centres that many rows lie near: k-means++ starts (Arthur and Vassilvitskii 2007), then Lloyd's rounds.</summary>
internal static class KMeans
{
    public delegate ReadOnlySpan<float> RowSource(int row);

    /// <param name="clusters">Centres, at least 1; fewer come back where fewer rows differ.</param>
    /// <param name="starts">Of which the one with the least sum of squared distances counts.</param>
    /// <param name="rounds">At most, of each start.</param>
    /// <returns>[cluster, width], and the number of each row's centre, the nearest.</returns>
    public static (float[] Centres, int[] Cluster) Fit(RowSource rows, int count, int width, int clusters, int starts, int rounds, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var best = (Centres: Array.Empty<float>(), Cluster: Array.Empty<int>(), Sum: double.PositiveInfinity);
        for (var start = 0; start < starts; start++)
        {
            var centres = Spread(rows, count, width, clusters, random, cancellation);
            var cluster = new int[count];
            var sum = Assign(rows, centres, width, cluster, cancellation);
            for (var round = 0; round < rounds; round++)
            {
                Move(rows, centres, width, cluster);
                var next = Assign(rows, centres, width, cluster, cancellation);
                if (!(next < sum)) break;
                sum = next;
            }
            if (start == 0 || sum < best.Sum) best = (centres, cluster, sum);
        }
        return (best.Centres, best.Cluster);
    }

    // The next centre is a row drawn with a chance in proportion to its squared distance from the centres so far.
    private static float[] Spread(RowSource rows, int count, int width, int clusters, Random random, CancellationToken cancellation)
    {
        var centres = new List<float>(clusters * width);
        var distances = new double[count];
        Array.Fill(distances, double.PositiveInfinity);
        var next = random.Next(count);
        while (centres.Count < clusters * width)
        {
            cancellation.ThrowIfCancellationRequested();
            var centre = rows(next);
            centres.AddRange(centre);
            double sum = 0;
            for (var row = 0; row < count; row++) sum += distances[row] = Math.Min(distances[row], SquaredDistance.Of(rows(row), centre));
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

    private static double Assign(RowSource rows, float[] centres, int width, int[] cluster, CancellationToken cancellation)
    {
        double sum = 0;
        for (var row = 0; row < cluster.Length; row++)
        {
            if (row % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            var values = rows(row);
            var least = float.PositiveInfinity;
            for (var centre = 0; centre * width < centres.Length; centre++)
            {
                var distance = SquaredDistance.Of(values, centres.AsSpan(centre * width, width));
                if (!(distance < least)) continue;
                least = distance;
                cluster[row] = centre;
            }
            sum += least;
        }
        return sum;
    }

    // A centre that lost all its rows stays where it is.
    private static void Move(RowSource rows, float[] centres, int width, int[] cluster)
    {
        var sums = new double[centres.Length];
        var members = new int[centres.Length / width];
        for (var row = 0; row < cluster.Length; row++)
        {
            var sum = sums.AsSpan(cluster[row] * width, width);
            var values = rows(row);
            for (var i = 0; i < width; i++) sum[i] += values[i];
            members[cluster[row]]++;
        }
        for (var i = 0; i < centres.Length; i++)
        {
            if (members[i / width] > 0) centres[i] = (float)(sums[i] / members[i / width]);
        }
    }
}
