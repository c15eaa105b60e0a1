namespace Plumbline.Failures;

/// <summary>Carries figures from data with one share of failures over to a fleet with another.</summary>
public static class BaseRate
{
    /// <summary>Rates that differ by less than this share are taken as equal.</summary>
    private const double Tolerance = 0.1;

    public static bool Differs(double rate, double fleetRate) => Math.Abs((rate / fleetRate) - 1) > Tolerance;

    /// <summary>Precision of the same alarms in the fleet, where each failure stands among more (or fewer) healthy rows.</summary>
    /// <param name="right">Alarms on what fails.</param>
    /// <param name="wrong">Alarms on what does not.</param>
    /// <param name="rate">Share of failures in the data, above 0, below 1.</param>
    /// <param name="fleetRate">Share of failures in the fleet, above 0, below 1.</param>
    /// <returns>0 to 1; null without alarms.</returns>
    /// <remarks>right / (right + w wrong), w = odds of the data / odds of the fleet: Bayes' rule with the data's true- and false-alarm rates.</remarks>
    public static double? Precision(double right, double wrong, double rate, double fleetRate)
    {
        if (right + wrong == 0) return null;
        var weight = rate / (1 - rate) * ((1 - fleetRate) / fleetRate);
        return right / (right + (weight * wrong));
    }

    /// <summary>Share of failures as people read it: 0.0087 %.</summary>
    internal static string Percent(double share) => $"{100 * share:0.####} %";
}
