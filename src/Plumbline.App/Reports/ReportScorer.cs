namespace Plumbline.App.Reports;

/// <summary>A row of the evaluation table: one way to score.</summary>
/// <param name="Values">One for each measure; NaN where it has none.</param>
internal sealed record ReportScorer(string Name, IReadOnlyList<double> Values);
