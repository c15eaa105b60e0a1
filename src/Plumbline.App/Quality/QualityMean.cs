namespace Plumbline.App.Quality;

/// <summary>Mean over seeds of a mean over cases.</summary>
/// <param name="Spread">Standard deviation over seeds; null for one seed.</param>
internal sealed record QualityMean(double Mean, double? Spread)
{
    /// <param name="values">Of each seed; null where it is undefined.</param>
    /// <returns>Null where all are.</returns>
    public static QualityMean? Of(IEnumerable<double?> values)
    {
        double[] some = [.. values.OfType<double>()];
        if (some.Length == 0) return null;
        var mean = some.Average();
        return new QualityMean(mean, some.Length < 2 ? null : Math.Sqrt(some.Sum(value => (value - mean) * (value - mean)) / (some.Length - 1)));
    }
}
