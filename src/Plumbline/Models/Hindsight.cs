namespace Plumbline.Models;

/// <summary>What a model makes of the steps around the one it judges.</summary>
/// <param name="Delay">Steps of a window after the judged one, at least 0.</param>
/// <param name="Around">Steps on either side of the judged one whose scores count as well, at least 0.</param>
/// <param name="Lift">What the mean of those scores, weighed, is raised by.</param>
/// <param name="Past">Steps before the judged one whose scores count as well, with the <paramref name="Around"/> after it, at least 0.</param>
/// <param name="PastLift">What the mean of those, weighed, is raised by.</param>
public readonly record struct Hindsight(int Delay, int Around, double Lift, int Past = 0, double PastLift = 0)
{
    // In full, a mean that is a little high for hours hides what stands out for minutes (on two server machines VUS-PR .56 instead of .59).
    private const double Weight = 0.9;

    // The longer the mean, the less it may hide. Of .5 to .9 this lost least on any series.
    private const double PastWeight = 0.8;

    /// <summary>Steps that must have come after a step before its score is final.</summary>
    public int Steps => Delay + Around;

    /// <summary>Steps before a step whose scores its own depends on.</summary>
    public int Before => Math.Max(Around, Past);

    /// <summary>The score of a step.</summary>
    /// <param name="scores">Of the windows of the steps around it, [step], one after the other; NaN where there is none.</param>
    /// <param name="step">Its place among them.</param>
    /// <returns>Its own score, or a mean, weighed and raised, where that is higher.</returns>
    public double Score(ReadOnlySpan<double> scores, int step)
    {
        var score = scores[step];
        if (Around > 0) score = Math.Max(score, (Weight * Mean(scores, step, Around, Around)) + Lift);
        if (Past > 0) score = Math.Max(score, (PastWeight * Mean(scores, step, Past, Around)) + PastLift);
        return score;
    }

    /// <summary>The same with the lifts that make scores and means of normal steps alike at what they hardly exceed.</summary>
    /// <param name="runs">Scores of normal windows, [run][step].</param>
    /// <param name="quantile">Of normal scores, high.</param>
    internal Hindsight Lifted(IReadOnlyList<double[]> runs, Func<IEnumerable<double>, double> quantile)
    {
        var (after, own) = (Around, quantile(runs.SelectMany(run => run)));
        return this with { Lift = LiftOf(Weight, Around), PastLift = LiftOf(PastWeight, Past) };

        double LiftOf(double weight, int before) => before == 0 ? 0
            : Math.Max(0, own - (weight * quantile(runs.SelectMany(run => run.Select((_, step) => Mean(run, step, before, after))))));
    }

    // Of the step and those beside it, as far as there are any.
    private static double Mean(ReadOnlySpan<double> scores, int step, int before, int after)
    {
        double sum = 0;
        var count = 0;
        foreach (var score in scores[Math.Max(0, step - before)..Math.Min(scores.Length, step + after + 1)])
        {
            if (double.IsNaN(score)) continue;
            sum += score;
            count++;
        }
        return sum / count;
    }
}
