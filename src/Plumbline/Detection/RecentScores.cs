using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Scores of the newest steps of a run, by which a model with hindsight judges one of them.</summary>
internal sealed class RecentScores(Hindsight hindsight)
{
    private double[] scores = []; // [step], oldest first; NaN without
    private int count;

    /// <summary>Score of the window that judges the step so many steps before the newest.</summary>
    public ref double this[int back] => ref scores[count - 1 - back];

    /// <summary>Takes the next steps, whose windows have yet to be scored; those that no later step needs are forgotten.</summary>
    public void Add(int steps)
    {
        var kept = Math.Min(count, hindsight.Before + hindsight.Steps);
        if (scores.Length < kept + steps) Array.Resize(ref scores, Math.Max(kept + steps, 2 * scores.Length));
        scores.AsSpan(count - kept, kept).CopyTo(scores);
        scores.AsSpan(kept, steps).Fill(double.NaN);
        count = kept + steps;
    }

    /// <summary>What a step's score is in the end.</summary>
    public double Judge(int back) => hindsight.Score(scores.AsSpan(0, count), count - 1 - back);

    /// <summary>Forgets all: the next step begins a run.</summary>
    public void Clear() => count = 0;
}
