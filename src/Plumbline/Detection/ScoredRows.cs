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

    /// <summary>The results of the given steps, one a row.</summary>
    internal ScoredRows Pick(ReadOnlySpan<int> stepOfRow)
    {
        var rows = this with
        {
            RawScores = new double[stepOfRow.Length],
            Statuses = new VerdictStatus[stepOfRow.Length],
            TopSignals = new int[stepOfRow.Length],
            TopShares = new float[stepOfRow.Length],
        };
        for (var row = 0; row < stepOfRow.Length; row++)
        {
            var step = stepOfRow[row];
            rows.RawScores[row] = RawScores[step];
            rows.Statuses[row] = Statuses[step];
            rows.TopSignals[row] = TopSignals[step];
            rows.TopShares[row] = TopShares[step];
        }
        return rows;
    }
}
