namespace Plumbline.App.Reports;

/// <summary>One line of a plot: rates in [0, 1] of one way to score, over all thresholds.</summary>
/// <param name="Name">The model or one of its rivals.</param>
/// <param name="Area">Area under it, shown in the legend; NaN is not shown.</param>
internal sealed record ReportCurve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, double Area = double.NaN);
