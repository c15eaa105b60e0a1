namespace Plumbline.App.Reports;

/// <summary>What one signal did in one step.</summary>
/// <param name="Observed">In the unit of the source.</param>
/// <param name="Expected">What the model made of it, in the unit of the source.</param>
/// <param name="Error">Squared error in scaled units.</param>
/// <param name="Share">Of the score of the step, 0 to 1.</param>
internal sealed record ReportRowError(string Signal, double Observed, double Expected, double Error, double Share);
