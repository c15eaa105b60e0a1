using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>How few random splits set a window apart: 2^(-E[h] / c), above 0, below 1, about 0.5 for a window like any other.</summary>
/// <remarks>Liu, Ting and Zhou 2008: h is the depth of the leaf plus the depth c(n) that a tree of the leaf's n windows would have had, c that of the whole subsample.
/// A tree splits at a random place of a random value of those that still differ, down to depth log2 of the subsample.</remarks>
public sealed class IsolationForestModel : IScoringModel
{
    /// <summary>Numbers of a node.</summary>
    internal const int Fields = 4;

    // nodes[node, field]: value split on (-1: a leaf), border (values up to it go to the first child), first child (the second follows it), expected path length.
    // Integers are exact in double precision, so a forest is one tensor.
    private const int Value = 0, Border = 1, Child = 2, Length = 3;

    private readonly double[] nodes;
    private readonly double[] roots; // [tree], number of its first node
    private readonly double[] range; // [2, value], least and largest of the fit windows

    /// <exception cref="FormatException">The nodes are no trees over values of such windows.</exception>
    internal IsolationForestModel(int windowLength, int signalCount, double[] nodes, double[] roots, double[] range)
    {
        (WindowLength, SignalCount, this.nodes, this.roots, this.range) = (windowLength, signalCount, nodes, roots, range);
        var count = nodes.Length / Fields;
        if (roots.Length == 0 || !roots.All(root => IsWhole(root, 0, count))) throw new FormatException("tensor 'isolation_forest.roots' holds numbers that are no nodes");
        for (var node = 0; node < count; node++)
        {
            // Children after their parents, so that every walk ends.
            if (!IsWhole(Field(node, Value), -1, Width) || (Field(node, Value) >= 0 && !IsWhole(Field(node, Child), node + 1, count - 1)) || !(Field(node, Length) >= 0))
                throw new FormatException($"tensor 'isolation_forest.nodes' holds a node {node} that is none");
        }
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    public int TreeCount => roots.Length;

    public long ParameterCount => nodes.Length + roots.Length + range.Length;

    private int Width => WindowLength * SignalCount;

    /// <exception cref="ArgumentException">Settings out of range, or fewer than two windows.</exception>
    public static IsolationForestModel Fit(Windows windows, IsolationForestOptions options, int seed, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 2);
        var (nodes, roots) = IsolationTrees.Grow(window => windows[window], windows.Count, windows.Width, options.Trees, options.Subsample, seed, cancellation);
        var range = new double[2 * windows.Width];
        range.AsSpan(0, windows.Width).Fill(double.PositiveInfinity);
        range.AsSpan(windows.Width).Fill(double.NegativeInfinity);
        for (var window = 0; window < windows.Count; window++)
        {
            var values = windows[window];
            for (var i = 0; i < values.Length; i++)
            {
                range[i] = Math.Min(range[i], values[i]);
                range[windows.Width + i] = Math.Max(range[windows.Width + i], values[i]);
            }
        }
        return new IsolationForestModel(windows.Length, windows.SignalCount, nodes, roots, range);
    }

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("isolation_forest.nodes", [nodes.Length / Fields, Fields], nodes),
        SafeTensor.Of("isolation_forest.roots", [roots.Length], roots),
        SafeTensor.Of("isolation_forest.range", [2, WindowLength, SignalCount], range),
    ];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        for (var window = 0; window < scores.Length; window++)
        {
            var values = windows.Slice(window * Width, Width);
            double reached = 0, expected = 0;
            foreach (var root in roots)
            {
                var node = (int)root;
                expected += Field(node, Length);
                while (Field(node, Value) >= 0) node = Next(node, values);
                reached += Field(node, Length);
            }
            scores[window] = expected > 0 ? Math.Pow(2, -reached / expected) : 0;
        }
    }

    /// <summary>By how much the splits on a value made the paths shorter than was to be expected before them, summed over the trees; those that made them longer count against.</summary>
    /// <remarks>At a node of n windows c(n) more steps are to be expected; a split is credited with c(n) - 1 - c(n') of the n' windows it leaves. Over a path the
    /// credits add up to what the score is made of, c minus its length, as Saabas (2014) splits a regression tree's prediction among its path; DIFFI (Carletti,
    /// Terzi and Susto 2023) credits splits in the same spirit, by their imbalance. A tree cannot tell the largest value it saw from one far beyond, both go
    /// the same way at every split; so the credit of a value outside the range of the fit windows grows by how far outside it is, in units of that range. A signal gets its sum over the steps, at least 0, shared among the
    /// steps with a positive one: chance makes up for itself before anything is cut off.</remarks>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        contributions.Clear();
        foreach (var root in roots)
        {
            for (var node = (int)root; Field(node, Value) >= 0;)
            {
                var next = Next(node, window);
                contributions[(int)Field(node, Value)] += Field(node, Length) - Field(next, Length);
                node = next;
            }
        }
        for (var i = 0; i < Width; i++) contributions[i] *= Novelty(i, window[i]);
        for (var signal = 0; signal < SignalCount; signal++)
        {
            double sum = 0, positive = 0;
            for (var i = signal; i < Width; i += SignalCount)
            {
                sum += contributions[i];
                positive += Math.Max(0, contributions[i]);
            }
            var share = sum > 0 ? sum / positive : 0;
            for (var i = signal; i < Width; i += SignalCount) contributions[i] = share * Math.Max(0, contributions[i]);
        }
    }

    private static bool IsWhole(double number, int least, int end) => number >= least && number < end && number == Math.Floor(number);

    // 1 within the range of the fit windows
    private double Novelty(int i, float value)
    {
        var (least, largest) = (range[i], range[Width + i]);
        return largest > least ? 1 + (Math.Max(0, Math.Max(least - value, value - largest)) / (largest - least)) : 1;
    }

    private int Next(int node, ReadOnlySpan<float> values) => (int)Field(node, Child) + (values[(int)Field(node, Value)] <= Field(node, Border) ? 0 : 1);

    private double Field(int node, int field) => nodes[(node * Fields) + field];
}
