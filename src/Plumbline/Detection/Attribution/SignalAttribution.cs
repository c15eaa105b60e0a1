namespace Plumbline.Detection.Attribution;

/// <summary>One signal's part in a verdict.</summary>
/// <param name="Name">Signal.</param>
/// <param name="Share">Of the score, 0 to 1; of the step where the signal contributed most.</param>
/// <param name="Direction">High when observed is above expected.</param>
/// <param name="Observed">At that step, in the signal's unit; null when it was not observed.</param>
/// <param name="Expected">By the model, in the signal's unit.</param>
/// <param name="Deviation">Error in scaled units (about standard deviations of the fit rows), signed.</param>
public sealed record SignalAttribution(string Name, double Share, Direction Direction, double? Observed, double Expected, double Deviation);
