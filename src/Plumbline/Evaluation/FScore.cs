namespace Plumbline.Evaluation;

internal static class FScore
{
    /// <summary>Weighted harmonic mean; beta above 1 favours recall.</summary>
    /// <returns>Null where there was nothing to find; 0 where there was and nothing was found, flagged or not.</returns>
    public static double? Of(double? precision, double? recall, double beta = 1)
    {
        if (recall is not { } r) return null;
        if (precision is not { } p || p + r == 0) return 0;
        return (1 + (beta * beta)) * p * r / ((beta * beta * p) + r);
    }

    public static double? Ratio(double part, double whole) => whole == 0 ? null : part / whole;
}
