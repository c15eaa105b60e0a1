namespace Plumbline.Detection.Thresholds;

/// <summary>What one threshold costs.</summary>
/// <param name="Threshold">A step is flagged at <c>score &gt; Threshold</c>.</param>
/// <param name="FalseAlarms">Flagged steps without an anomalous step within the tolerance.</param>
/// <param name="Missed">Anomalous steps without a flagged step within the tolerance.</param>
/// <param name="Cost">Alarm cost x false alarms + missed cost x missed.</param>
public readonly record struct CostPoint(double Threshold, int FalseAlarms, int Missed, double Cost);
