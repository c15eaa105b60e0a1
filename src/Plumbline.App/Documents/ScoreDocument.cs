using Plumbline.Detection;

namespace Plumbline.App.Documents;

/// <summary>What <c>score --json</c> prints.</summary>
internal sealed record ScoreDocument(string Detector, string Bundle, string? Scores, long Rows, long AnomalousRows, long RowsWithoutEnoughData, long RowsSkipped,
    double Seconds, IReadOnlyList<Verdict> Verdicts);
