namespace Plumbline.Models;

/// <summary>What a model makes of the steps after the one it judges.</summary>
/// <param name="Delay">Steps of a window after the judged one, at least 0.</param>
/// <param name="Around">Steps on either side of the judged one whose scores count as well, at least 0.</param>
/// <param name="Lift">What nine tenths of the mean of those scores are raised by.</param>
public readonly record struct Hindsight(int Delay, int Around, double Lift)
{
    // In full, a mean that is a little high for hours hides what stands out for minutes (on two server machines VUS-PR .56 instead of .59).
    private const double Weight = 0.9;

    /// <summary>Steps that must have come after a step before its score is final.</summary>
    public int Steps => Delay + Around;

    /// <summary>The score of a step.</summary>
    /// <param name="own">Of its window.</param>
    /// <param name="mean">Of the windows of the steps around it and its own.</param>
    public double Score(double own, double mean) => Around == 0 ? own : Math.Max(own, (Weight * mean) + Lift);

    /// <summary>The lift that makes both alike at what normal scores hardly exceed.</summary>
    /// <param name="own">A high quantile of the scores of normal windows.</param>
    /// <param name="mean">The same of means of them.</param>
    public static double LiftOf(double own, double mean) => Math.Max(0, own - (Weight * mean));
}
