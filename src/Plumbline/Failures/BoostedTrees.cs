using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>The sum of grown trees, and what it says of a window.</summary>
internal sealed class BoostedTrees(BoostedTreesOptions options, int steps, int signals, IReadOnlyList<GrownTree> trees, TrainingHistory? history) : IFailureModel
{
    private const int MostOnStack = 256;

    private readonly GrownTree[] trees = [.. trees];

    public int WindowLength => steps;

    public int SignalCount => signals;

    /// <summary>Thresholds and leaves.</summary>
    public long ParameterCount => trees.Sum(tree => (long)tree.Thresholds.Count + tree.Leaves.Count);

    public TrainingHistory? History => history;

    public void Score(ReadOnlySpan<float> windows, Span<double> probabilities)
    {
        var (length, width) = (steps * signals, options.Inputs.Width(signals));
        if (windows.Length != (long)length * probabilities.Length) throw new ArgumentException($"{windows.Length} values for {probabilities.Length} windows of {length}.", nameof(windows));
        Span<float> inputs = width <= MostOnStack ? stackalloc float[width] : new float[width];
        for (var i = 0; i < probabilities.Length; i++)
        {
            options.Inputs.Of(windows.Slice(i * length, length), signals, inputs);
            var sum = 0.0;
            foreach (var tree in trees) sum += tree.Of(inputs);
            probabilities[i] = options.Objective == TreeObjective.Probability ? 1 / (1 + Math.Exp(-sum)) : Math.Clamp(sum, 0, 1);
        }
    }

    public IReadOnlyList<SafeTensor> ToTensors()
    {
        double[] sizes = [.. trees.Select(tree => (double)tree.Leaves.Count)];
        double[] splits = [.. trees.SelectMany(tree => Enumerable.Range(0, tree.Inputs.Count).SelectMany(i => new[] { tree.Inputs[i], tree.Thresholds[i], tree.Left[i], tree.Right[i] }))];
        double[] leaves = [.. trees.SelectMany(tree => tree.Leaves)];
        return
        [
            SafeTensor.Of("trees.leaf_counts", [sizes.Length], sizes),
            SafeTensor.Of("trees.splits", [splits.Length / 4, 4], splits), // input, threshold, left, right
            SafeTensor.Of("trees.leaves", [leaves.Length], leaves),
        ];
    }

    /// <exception cref="FormatException">A tensor is missing, or they are not those of trees over so many inputs.</exception>
    /// <exception cref="ArgumentException">A tree is not whole.</exception>
    public static IReadOnlyList<GrownTree> TreesOf(NamedTensors tensors, int width)
    {
        var (sizes, splits, leaves) = (All("trees.leaf_counts"), All("trees.splits"), All("trees.leaves"));
        var trees = new List<GrownTree>();
        var (split, leaf) = (0, 0);
        foreach (var size in sizes)
        {
            var count = Whole(size);
            if (count < 1 || leaf + count > leaves.Length || 4 * (split + count - 1) > splits.Length) throw new FormatException("the trees are not whole");
            int[] own = [.. Enumerable.Range(split, count - 1)];
            int[] inputs = [.. own.Select(i => Whole(splits[4 * i]))];
            if (inputs.Any(input => input >= width)) throw new FormatException($"a split looks at an input beyond {width}");
            trees.Add(new GrownTree(inputs, [.. own.Select(i => splits[(4 * i) + 1])], [.. own.Select(i => Whole(splits[(4 * i) + 2]))], [.. own.Select(i => Whole(splits[(4 * i) + 3]))],
                leaves.AsSpan(leaf, count).ToArray()));
            (split, leaf) = (split + count - 1, leaf + count);
        }
        return trees;

        double[] All(string name) => tensors.Doubles(name, tensors[name].Bytes.Length / sizeof(double));
        static int Whole(double number) => number is >= int.MinValue and <= int.MaxValue && number == Math.Floor(number) ? (int)number : throw new FormatException($"{number} is no place in a tree");
    }
}
