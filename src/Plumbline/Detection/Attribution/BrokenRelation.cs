namespace Plumbline.Detection.Attribution;

/// <summary>Two signals that went together in the fit rows and do not any more.</summary>
/// <param name="A">The signal with the larger share of the blame.</param>
/// <param name="B">The other.</param>
/// <param name="Usual">Median correlation over 48 steps in the fit rows, -1 to 1.</param>
/// <param name="Now">Correlation over the last 48 steps up to the anomaly's worst step, or its end.</param>
public sealed record BrokenRelation(string A, string B, double Usual, double Now);
