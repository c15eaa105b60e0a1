namespace Plumbline.Statistics;

/// <summary>Grows the trees of an isolation forest (Liu, Ting and Zhou 2008).</summary>
internal static class IsolationTrees
{
    public delegate ReadOnlySpan<float> RowSource(int row);

    /// <param name="subsample">Rows of a tree, drawn without putting back; all if there are fewer.</param>
    /// <returns>[node, 4]: value split on or -1 for a leaf, border, first child, expected path length (depth so far plus that of a tree of the node's rows);
    /// and the first node of each tree.</returns>
    public static (double[] Nodes, double[] Roots) Grow(RowSource rows, int count, int width, int trees, int subsample, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var nodes = new List<double[]>();
        var roots = new double[trees];
        var all = Enumerable.Range(0, count).ToArray();
        var size = Math.Min(count, subsample);
        var deepest = (int)Math.Ceiling(Math.Log2(size));
        for (var tree = 0; tree < trees; tree++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < size; i++)
            {
                var other = random.Next(i, count);
                (all[i], all[other]) = (all[other], all[i]);
            }
            roots[tree] = nodes.Count;
            nodes.Add([-1, 0, 0, 0]);
            Split(nodes.Count - 1, all.AsSpan(0, size), 0);
        }
        return ([.. nodes.SelectMany(node => node)], roots);

        void Split(int node, Span<int> members, int depth)
        {
            nodes[node][3] = depth + PathLength(members.Length);
            if (depth == deepest || members.Length < 2 || Choose(members) is not var (value, border)) return;
            var first = 0;
            for (var i = 0; i < members.Length; i++)
            {
                if (rows(members[i])[value] <= border)
                {
                    (members[first], members[i]) = (members[i], members[first]);
                    first++;
                }
            }
            nodes[node][0] = value;
            nodes[node][1] = border;
            nodes[node][2] = nodes.Count;
            var child = nodes.Count;
            nodes.Add([-1, 0, 0, 0]);
            nodes.Add([-1, 0, 0, 0]);
            Split(child, members[..first], depth + 1);
            Split(child + 1, members[first..], depth + 1);
        }

        // A value that differs among the rows, all alike likely, and a place between its least and largest; null when none differs.
        (int Value, float Border)? Choose(ReadOnlySpan<int> members)
        {
            var order = new int[width];
            for (var i = 0; i < width; i++) order[i] = i;
            for (var i = 0; i < width; i++)
            {
                var other = random.Next(i, width);
                (order[i], order[other]) = (order[other], order[i]);
                var (least, largest) = (float.PositiveInfinity, float.NegativeInfinity);
                foreach (var member in members)
                {
                    var value = rows(member)[order[i]];
                    (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
                }
                if (!(least < largest)) continue;
                var border = (float)(least + (random.NextDouble() * ((double)largest - least)));
                return (order[i], border < largest ? border : least); // the largest must go to the second child, whatever rounding did
            }
            return null;
        }
    }

    /// <summary>Mean depth at which a row is found in a binary search tree of so many rows: 2 H(n - 1) - 2 (n - 1) / n, with ln for H as published.</summary>
    internal static double PathLength(int count) => count switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(count - 1) + 0.5772156649015329)) - (2.0 * (count - 1) / count),
    };
}
