namespace Plumbline.Detection;

/// <summary>Where fitting a detector stands.</summary>
/// <param name="Phase">What is going on, for people.</param>
/// <param name="Share">Of the whole, 0 to 1, never falling.</param>
/// <param name="Detail">Losses and the like; may be empty.</param>
public readonly record struct FitProgress(string Phase, double Share, string Detail);
