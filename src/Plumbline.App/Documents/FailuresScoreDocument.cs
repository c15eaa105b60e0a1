namespace Plumbline.App.Documents;

/// <summary>What <c>failures score --json</c> prints.</summary>
/// <param name="RowsOver">Rows whose score is over the threshold.</param>
internal sealed record FailuresScoreDocument(string Preset, string Path, int Entities, int Rows, int RowsOver, int RowsWithoutEnoughData, double Threshold);
