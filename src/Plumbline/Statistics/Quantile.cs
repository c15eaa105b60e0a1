namespace Plumbline.Statistics;

/// <summary>Sample quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, as numpy).</summary>
public static class Quantile
{
    /// <param name="sorted">Ascending, at least one number, no NaN.</param>
    /// <param name="share">0 to 1.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty) throw new ArgumentException("A quantile needs at least one number.", nameof(sorted));
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile's share lies between 0 and 1.");
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Quantile of numbers in any order; NaN are left out.</summary>
    public static double Of(ReadOnlySpan<double> values, double share) => OfSorted(Sorted(values), share);

    public static double Median(ReadOnlySpan<double> values) => Of(values, 0.5);

    /// <summary>Ascending copy without the NaN.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var kept = new double[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) kept[count++] = value;
        }
        Array.Resize(ref kept, count);
        Array.Sort(kept);
        return kept;
    }
}
