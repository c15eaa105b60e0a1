namespace Plumbline.Failures;

/// <summary>One tree: a sample goes left at a split where its input is at most the threshold.</summary>
public sealed class GrownTree
{
    private readonly int[] inputs, left, right;
    private readonly double[] thresholds, leaves;

    /// <param name="inputs">Input that each split looks at, [split]; none in a tree of one leaf.</param>
    /// <param name="thresholds">[split].</param>
    /// <param name="left">[split]; a later split, or the bitwise complement of a leaf.</param>
    /// <param name="right">[split], as <paramref name="left"/>.</param>
    /// <param name="leaves">What the tree adds, [leaf], one more than splits.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or a split does not lead to a later split or to a leaf.</exception>
    public GrownTree(int[] inputs, double[] thresholds, int[] left, int[] right, double[] leaves)
    {
        var splits = inputs.Length;
        if ((thresholds.Length, left.Length, right.Length, leaves.Length) != (splits, splits, splits, splits + 1)) throw new ArgumentException("A tree has one leaf more than splits.");
        for (var split = 0; split < splits; split++)
            if (inputs[split] < 0 || !Leads(split, left[split]) || !Leads(split, right[split])) throw new ArgumentException($"Split {split} of a tree leads nowhere.");
        (this.inputs, this.thresholds, this.left, this.right, this.leaves) = (inputs, thresholds, left, right, leaves);

        bool Leads(int from, int to) => to >= 0 ? to > from && to < splits : ~to <= splits;
    }

    public IReadOnlyList<int> Inputs => inputs;

    public IReadOnlyList<double> Thresholds => thresholds;

    public IReadOnlyList<int> Left => left;

    public IReadOnlyList<int> Right => right;

    public IReadOnlyList<double> Leaves => leaves;

    /// <summary>What the tree adds for one sample.</summary>
    /// <param name="sample">[input].</param>
    public double Of(ReadOnlySpan<float> sample)
    {
        var at = inputs.Length == 0 ? ~0 : 0;
        while (at >= 0) at = sample[inputs[at]] <= thresholds[at] ? left[at] : right[at];
        return leaves[~at];
    }
}
