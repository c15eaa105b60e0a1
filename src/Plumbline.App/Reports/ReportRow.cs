namespace Plumbline.App.Reports;

/// <summary>One step of one entity explained signal by signal.</summary>
/// <param name="Why">Why this row is shown, for example "worst step of the anomaly".</param>
/// <param name="Errors">The largest first, as many as are worth showing (8 is usual).</param>
internal sealed record ReportRow(string Entity, int Step, string Why, IReadOnlyList<ReportRowError> Errors);
