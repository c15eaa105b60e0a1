using Plumbline.Statistics;

namespace Plumbline.Failures;

/// <summary>How long before their failures entities were found, in days.</summary>
/// <param name="Lower">A quarter had less.</param>
/// <param name="Median">Half had less.</param>
/// <param name="Upper">A quarter had more.</param>
public sealed record LeadTime(double Lower, double Median, double Upper)
{
    /// <summary>Null where none was found.</summary>
    internal static LeadTime? Of(IReadOnlyCollection<double> days)
    {
        if (days.Count == 0) return null;
        double[] sorted = [.. days.Order()];
        return new LeadTime(Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.75));
    }
}
