using Plumbline.Evaluation;

namespace Plumbline.App.Quality;

/// <summary>Means over events of whether the guilty signals are named first.</summary>
internal sealed record BlameFigures(int Events, double HitRate100, double HitRate150, double FirstIsGuilty)
{
    /// <returns>Null without events.</returns>
    public static BlameFigures? Of(IReadOnlyCollection<HitRate> rates) => rates.Count == 0 ? null
        : new(rates.Count, rates.Average(rate => rate.At100), rates.Average(rate => rate.At150), rates.Average(rate => rate.FirstIsGuilty ? 1.0 : 0));
}
