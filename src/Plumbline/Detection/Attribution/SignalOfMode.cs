namespace Plumbline.Detection.Attribution;

/// <summary>One signal's part in the rows of one label.</summary>
/// <param name="Name">Signal.</param>
/// <param name="Share">Mean of its shares of the rows' scores, 0 to 1; those of all signals sum to 1.</param>
/// <param name="Error">Mean of its squared errors at the rows, in scaled units; of a model that expects nothing, of its squared scaled values.</param>
public sealed record SignalOfMode(string Name, double Share, double Error);
