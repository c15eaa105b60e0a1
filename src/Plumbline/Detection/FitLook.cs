namespace Plumbline.Detection;

/// <summary>Somebody who looks at what a fit would give if it ended now: a detector whole, with threshold and all.</summary>
/// <param name="After">Whether to look after this epoch of training, from 1.</param>
/// <param name="See">Takes the epoch and the detector. What it throws ends the fit.</param>
/// <remarks>Only of networks with a single start; others have no epochs to look between.</remarks>
public sealed record FitLook(Func<int, bool> After, Action<int, Detector> See);
