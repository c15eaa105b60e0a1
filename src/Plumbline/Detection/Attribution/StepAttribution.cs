namespace Plumbline.Detection.Attribution;

/// <summary>One step's part in a verdict.</summary>
/// <param name="At">Time, as in the data.</param>
/// <param name="Share">Of the summed raw score, 0 to 1.</param>
public sealed record StepAttribution(string At, double Share);
