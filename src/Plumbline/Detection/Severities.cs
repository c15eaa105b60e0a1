namespace Plumbline.Detection;

/// <summary>Severity for people: 0 to 100, 50 at the threshold.</summary>
public static class Severities
{
    /// <summary>100 s / (s + 1) of the normalised score s: 50 at the border, 91 at ten times, 99 at a hundred times the threshold.</summary>
    /// <returns>NaN for NaN.</returns>
    public static double Of(double score) => double.IsPositiveInfinity(score) ? 100 : 100 * score / (score + 1);
}
