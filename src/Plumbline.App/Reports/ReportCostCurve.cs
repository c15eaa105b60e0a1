namespace Plumbline.App.Reports;

/// <summary>Cost against threshold, one line for each slice of the data.</summary>
/// <param name="Thresholds">Ascending; those at or below 0 have no place on the logarithmic axis and are left out.</param>
/// <param name="Slices">Usually training, validation and test; each cost is [threshold].</param>
/// <param name="Chosen">The threshold the detector uses.</param>
internal sealed record ReportCostCurve(
    IReadOnlyList<double> Thresholds, IReadOnlyList<(string Name, IReadOnlyList<double> Cost)> Slices, double Chosen);
