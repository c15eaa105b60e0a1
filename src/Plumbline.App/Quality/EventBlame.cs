using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Evaluation;

namespace Plumbline.App.Quality;

/// <summary>Whom a detector blames for events whose guilty signals are known.</summary>
internal static class EventBlame
{
    /// <summary>The three ways in which a person learns of it.</summary>
    /// <param name="rows">Scores of the case's rows.</param>
    /// <param name="verdicts">On them.</param>
    public static (BlameFigures? Given, BlameFigures? Asked, BlameFigures? Told, double? Detected) Judge(Detector detector, QualityCase one, ScoredRows rows, IReadOnlyList<Verdict> verdicts)
    {
        var (given, asked, told) = (new List<HitRate>(), new List<HitRate>(), new List<HitRate>());
        foreach (var (at, signals) in one.Guilty())
        {
            string[] guilty = [.. signals];
            given.Add(HitRate.Of(Names(Explanation.Of(detector, one.Frame, at)), guilty));
            var numbers = one.Frame.Rows.Span;
            var (start, end) = (numbers[at.Start], numbers[at.End]);
            // What a person sees first of it.
            if (verdicts.FirstOrDefault(verdict => verdict.FromRow <= end && verdict.ToRow >= start) is not { } found) continue;
            told.Add(HitRate.Of(Names(found), guilty));
            var worst = Enumerable.Range(at.Start, at.Length).MaxBy(row => double.IsNaN(rows.RawScores[row]) ? double.NegativeInfinity : rows.RawScores[row]);
            asked.Add(HitRate.Of(Names(Explanation.Of(detector, one.Frame, worst)), guilty));
        }
        return (BlameFigures.Of(given), BlameFigures.Of(asked), BlameFigures.Of(told), given.Count == 0 ? null : (double)told.Count / given.Count);
    }

    private static List<string> Names(Verdict verdict) => [.. verdict.Signals.Select(signal => signal.Name)];
}
