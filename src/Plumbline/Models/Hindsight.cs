namespace Plumbline.Models;

/// <summary>What a model makes of the steps after the one it judges.</summary>
/// <param name="Delay">Steps of a window after the judged one, at least 0.</param>
/// <param name="Around">Steps on either side of the judged one whose scores count as well, at least 0.</param>
/// <param name="Lift">What the mean of those scores is raised by.</param>
public readonly record struct Hindsight(int Delay, int Around, double Lift)
{
    /// <summary>Steps that must have come after a step before its score is final.</summary>
    public int Steps => Delay + Around;

    /// <summary>The score of a step.</summary>
    /// <param name="own">Of its window.</param>
    /// <param name="mean">Of the windows of the steps around it and its own.</param>
    public double Score(double own, double mean) => Around == 0 ? own : Math.Max(own, mean + Lift);
}
