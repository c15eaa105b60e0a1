namespace Plumbline.Evaluation;

/// <summary>How close the flags around one event are to it, and the event to them.</summary>
/// <param name="Precision">0 to 1: mean chance that a random step of the zone is at least as far from the event as a flagged one; null if nothing is flagged in the zone.</param>
/// <param name="Recall">0 to 1: the same from the event's steps to the flags; 0 if nothing is flagged in the zone.</param>
/// <param name="PrecisionDistance">Mean distance of the flagged steps from the event, in steps; null if nothing is flagged.</param>
/// <param name="RecallDistance">Mean distance of the event's steps from the flags, in steps; null if nothing is flagged.</param>
public sealed record AffiliationZone(double? Precision, double Recall, double? PrecisionDistance, double? RecallDistance);
