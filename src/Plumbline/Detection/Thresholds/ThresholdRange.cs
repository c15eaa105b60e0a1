namespace Plumbline.Detection.Thresholds;

/// <summary>Neighbouring thresholds of a grid, both ends included.</summary>
public readonly record struct ThresholdRange(double From, double To);
