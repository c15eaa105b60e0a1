namespace Plumbline.Detection;

/// <summary>The mean of a run's newest scores: each that comes with those before it, never with later ones.</summary>
/// <param name="steps">Scores in a mean, at least 1; fewer at the beginning of a run.</param>
internal sealed class ScoreSmoothing(int steps)
{
    private readonly double[] newest = new double[steps];
    private int kept;
    private int next;

    /// <summary>Forgets all scores: a new run begins.</summary>
    public void Reset() => (kept, next) = (0, 0);

    public double Next(double score)
    {
        newest[next] = score;
        next = (next + 1) % steps;
        kept = Math.Min(kept + 1, steps);
        // Summed anew each time: a sum that is carried on never forgets the digits that a huge score took from it.
        double sum = 0;
        for (var i = 0; i < kept; i++) sum += newest[i];
        return sum / kept;
    }
}
