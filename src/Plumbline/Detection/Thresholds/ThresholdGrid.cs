namespace Plumbline.Detection.Thresholds;

/// <summary>Thresholds to try, rising.</summary>
public static class ThresholdGrid
{
    /// <summary>Evenly spaced, both ends included: the lecture's hand-picked grids, equal to the last bit to those of NumPy's <c>linspace</c>.</summary>
    /// <exception cref="ArgumentException">Fewer than 2 thresholds, or <paramref name="to"/> is not above <paramref name="from"/>.</exception>
    public static double[] Linear(double from, double to, int count)
    {
        Require(from, to, count);
        var thresholds = new double[count];
        var stride = (to - from) / (count - 1);
        for (var index = 0; index < count; index++) thresholds[index] = (index * stride) + from;
        thresholds[^1] = to;
        return thresholds;
    }

    /// <summary>Evenly spaced by ratio, both ends included: for scores that span orders of magnitude.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Linear"/>, or <paramref name="from"/> is not positive.</exception>
    public static double[] Logarithmic(double from, double to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        Require(from, to, count);
        var thresholds = new double[count];
        for (var index = 0; index < count; index++) thresholds[index] = from * Math.Pow(to / from, index / (count - 1.0));
        thresholds[^1] = to;
        return thresholds;
    }

    /// <summary>Every distinct score, and one threshold just below the lowest: with <c>score &gt; threshold</c> every possible set of flags, from all to none.</summary>
    /// <returns>Empty without a score that is not NaN.</returns>
    public static double[] Distinct(ReadOnlySpan<double> scores)
    {
        var distinct = new SortedSet<double>();
        foreach (var score in scores)
        {
            if (!double.IsNaN(score)) distinct.Add(score);
        }
        return distinct.Count == 0 ? [] : [Math.BitDecrement(distinct.Min), .. distinct];
    }

    private static void Require(double from, double to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(to > from) || !double.IsFinite(to - from)) throw new ArgumentException($"the grid does not rise from {from} to {to}");
    }
}
