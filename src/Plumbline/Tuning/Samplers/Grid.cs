using System.Numerics;
using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>All combinations of the values of a space, by number, without writing them down.</summary>
/// <remarks>Parameters are trees: a condition names one choice. The combinations of a tree are those under each value of its root, one value after the other; those of several trees a mixed-radix number.</remarks>
internal sealed class Grid
{
    private readonly List<Node> roots = [];

    public Grid(SearchSpace space, int points)
    {
        var nodes = new Dictionary<string, Node>();
        foreach (var parameter in space.Free)
        {
            var node = nodes[parameter.Name] = new Node(parameter, points);
            if (parameter.When is { } when) nodes[when.Parameter].Add(node, when.Values);
            else roots.Add(node);
        }
        Count = Node.Combinations(roots);
    }

    /// <summary>How many combinations there are.</summary>
    public BigInteger Count { get; }

    /// <param name="index">0 to below <see cref="Count"/>.</param>
    public Dictionary<string, double> Cell(BigInteger index)
    {
        var values = new Dictionary<string, double>();
        Node.Choose(roots, index, values);
        return values;
    }

    private sealed class Node(FreeParameter parameter, int points)
    {
        private readonly int levels = parameter.Count ?? points;
        private readonly List<(Node Node, HashSet<int> Under)> children = [];
        private BigInteger? combinations; // once all children are there

        public void Add(Node child, IReadOnlyList<string> choices) =>
            children.Add((child, [.. choices.Select(choice => parameter.TryParse(choice, out var value) ? (int)value : -1)]));

        public static BigInteger Combinations(List<Node> nodes) => nodes.Aggregate(BigInteger.One, (product, node) => product * node.Combinations());

        public static void Choose(List<Node> nodes, BigInteger index, Dictionary<string, double> values)
        {
            foreach (var node in nodes)
            {
                var count = node.Combinations();
                node.Choose(index % count, values);
                index /= count;
            }
        }

        private BigInteger Combinations() => combinations ??= children.Count == 0 ? levels : Enumerable.Range(0, levels).Aggregate(BigInteger.Zero, (sum, level) => sum + Combinations(Under(level)));

        private void Choose(BigInteger index, Dictionary<string, double> values)
        {
            if (children.Count == 0)
            {
                values[parameter.Name] = Value((int)index);
                return;
            }
            var level = 0;
            for (var under = Combinations(Under(0)); index >= under; under = Combinations(Under(++level))) index -= under;
            values[parameter.Name] = Value(level);
            Choose(Under(level), index, values);
        }

        private List<Node> Under(int level) => [.. children.Where(child => child.Under.Contains(level)).Select(child => child.Node)];

        // Places of countable values lie unevenly on a scale that is not linear, where there are whole numbers only.
        private double Value(int level) => parameter switch
        {
            IntegerParameter integer => integer.Low + ((double)integer.Step * level),
            { Count: { } count } => parameter.FromUnit((level + 0.5) / count),
            _ => parameter.FromUnit(points == 1 ? 0.5 : (double)level / (points - 1)),
        };
    }
}
