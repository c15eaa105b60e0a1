namespace Plumbline.App.Reports;

/// <summary>A column of the evaluation table.</summary>
/// <param name="HigherIsBetter">False for costs, delays and false alarms.</param>
internal sealed record ReportMeasure(string Name, bool HigherIsBetter = true);
