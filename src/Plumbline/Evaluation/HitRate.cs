namespace Plumbline.Evaluation;

/// <summary>Whether an explanation names the guilty signals of an event first.</summary>
/// <param name="At100">HitRate@100: of G guilty signals, the share among the first G named.</param>
/// <param name="At150">HitRate@150: the share among the first 1.5 G, rounded down.</param>
/// <param name="FirstIsGuilty">Whether the first one named is guilty.</param>
/// <remarks>Su et al., OmniAnomaly, KDD 2019.</remarks>
public readonly record struct HitRate(double At100, double At150, bool FirstIsGuilty)
{
    /// <param name="ranked">Signals, the most suspect first.</param>
    /// <param name="guilty">At least one. One that is not named is not found.</param>
    /// <exception cref="ArgumentException">None is guilty.</exception>
    public static HitRate Of(IReadOnlyList<string> ranked, IReadOnlyCollection<string> guilty)
    {
        if (guilty.Count == 0) throw new ArgumentException("no guilty signal", nameof(guilty));
        var found = guilty.ToHashSet(StringComparer.Ordinal);
        double Among(int first) => (double)ranked.Take(first).Count(found.Contains) / found.Count;
        return new HitRate(Among(found.Count), Among(found.Count * 3 / 2), ranked.Count > 0 && found.Contains(ranked[0]));
    }
}
