namespace Plumbline.Detection.Attribution;

/// <summary>What a signal would have to return to.</summary>
/// <param name="Name">Signal.</param>
/// <param name="Usual">Value that was put in its place, in its unit.</param>
/// <param name="Low">Least value that does it too, in its unit; only of the first signal, given the others; null when it was not looked for.</param>
/// <param name="High">Largest such value.</param>
public sealed record SignalRepair(string Name, double Usual, double? Low = null, double? High = null);
