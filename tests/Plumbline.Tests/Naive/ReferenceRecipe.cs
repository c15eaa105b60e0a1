using Plumbline.Data;

namespace Plumbline.Tests.Naive;

/// <summary>The recipes R1 (batch) and R3 (stream) that the reference page of detection quality gives as formulas, followed step by step and slowly: kept only as an oracle
/// for what was published of them.</summary>
/// <remarks>Four parts look at scaled signals (<see cref="ReferenceRecipeScaling"/>): averages over 20 and over 120 rows (<see cref="ReferenceRecipeAverages"/>), courses of 40
/// rows (<see cref="ReferenceRecipeCourse"/>) and a forecast (<see cref="ReferenceRecipeForecast"/>). Where the page leaves a choice, the one was taken that gives its figures;
/// the remarks there say which.</remarks>
internal static class ReferenceRecipe
{
    /// <summary>Seed that gives the published figures.</summary>
    public const uint PublishedSeed = 1;

    // Where a series rests nearly all the time median and q90 are both 0; the page does not say what to divide by then.
    private const double LeastUnit = 1e-6;

    /// <summary>R1: f = sum over the parts of ln(1 + max(x - median, 0) / (q90 - median)); score = max over w in {1, 121} of (f_w - median) / (q99 - median), f_w being the
    /// centred mean of f over w rows and all quantiles those of the whole series.</summary>
    /// <param name="frame">Its first <paramref name="fitRows"/> are trusted.</param>
    /// <param name="seed">Of the random projections; null for exact distances.</param>
    public static ReferenceScores Batch(SeriesFrame frame, int fitRows, uint? seed = PublishedSeed)
    {
        var parts = Parts(ReferenceRecipeScaling.Batch(Signals(frame), fitRows), fitRows, stream: false, seed);
        var sum = new double[frame.StepCount];
        foreach (var part in parts)
        {
            var median = ReferenceRecipeStatistics.Quantile(part.Score, 0.5);
            var unit = Math.Max(ReferenceRecipeStatistics.Quantile(part.Score, 0.9) - median, LeastUnit);
            for (var row = 0; row < sum.Length; row++) sum[row] += Math.Log(1 + (Math.Max(part.Score[row] - median, 0) / unit));
        }
        var (alone, around) = (Standardised(sum), Standardised(ReferenceRecipeStatistics.Means(sum, 121, trailing: false)));
        return new ReferenceScores([.. alone.Zip(around, Math.Max)], [.. parts.Select(part => part.Score)]);
    }

    /// <summary>R3: score = sum over the parts of ln(1 + x / q90(c)), c being the part's held-out scores of the fit rows.</summary>
    /// <inheritdoc cref="Batch"/>
    public static ReferenceScores Stream(SeriesFrame frame, int fitRows, uint? seed = PublishedSeed)
    {
        var parts = Parts(ReferenceRecipeScaling.Stream(Signals(frame), fitRows), fitRows, stream: true, seed);
        var sum = new double[frame.StepCount];
        foreach (var part in parts)
        {
            var unit = Math.Max(ReferenceRecipeStatistics.Quantile(part.HeldOut, 0.9), LeastUnit);
            for (var row = 0; row < sum.Length; row++) sum[row] += Math.Log(1 + (part.Score[row] / unit));
        }
        return new ReferenceScores(sum, [.. parts.Select(part => part.Score)]);
    }

    private static ReferencePart[] Parts(double[][] scaled, int fitRows, bool stream, uint? seed) =>
    [
        ReferenceRecipeAverages.Score(scaled, fitRows, 20, stream, seed),
        ReferenceRecipeAverages.Score(scaled, fitRows, 120, stream, seed),
        ReferenceRecipeCourse.Score(scaled, fitRows, stream, seed),
        ReferenceRecipeForecast.Score(scaled, fitRows, stream),
    ];

    private static double[] Standardised(double[] scores)
    {
        var median = ReferenceRecipeStatistics.Quantile(scores, 0.5);
        var unit = ReferenceRecipeStatistics.Quantile(scores, 0.99) - median;
        return Array.ConvertAll(scores, score => (score - median) / unit);
    }

    // [signal][row]
    private static double[][] Signals(SeriesFrame frame) =>
        [.. Enumerable.Range(0, frame.SignalCount).Select(signal => Enumerable.Range(0, frame.StepCount).Select(step => frame.Row(step)[signal]).ToArray())];
}

/// <summary>What a recipe makes of a series.</summary>
/// <param name="Whole">Score of each row.</param>
/// <param name="Parts">The scores it was put together of, [part][row]: averages over 20 rows, over 120 rows, courses, forecast.</param>
internal sealed record ReferenceScores(double[] Whole, IReadOnlyList<double[]> Parts);

/// <summary>One of the four parts.</summary>
/// <param name="Score">[row]; fit rows know themselves.</param>
/// <param name="HeldOut">Of fit rows that do not; as many as there are.</param>
internal sealed record ReferencePart(double[] Score, double[] HeldOut);
