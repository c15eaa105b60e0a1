using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Scores of consecutive rows of one entity, in the order of the source.</summary>
/// <param name="Frame">The rows.</param>
/// <param name="Signals">Names that <paramref name="TopSignals"/> counts.</param>
/// <param name="RawScores">[row]; NaN without enough data.</param>
/// <param name="Threshold">Raw.</param>
/// <param name="Statuses">[row]; anomalous means in alarm after the alert policy.</param>
/// <param name="TopSignals">[row]; the signal with the largest share, -1 without a score.</param>
/// <param name="TopShares">[row]; its share, 0 to 1.</param>
public sealed record ScoredRows(SeriesFrame Frame, IReadOnlyList<string> Signals, double[] RawScores, double Threshold,
    VerdictStatus[] Statuses, int[] TopSignals, float[] TopShares)
{
    /// <summary>Raw score / threshold: 1 is the border.</summary>
    public double Score(int row) => RawScores[row] / Threshold;
}
