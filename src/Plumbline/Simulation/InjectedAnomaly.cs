namespace Plumbline.Simulation;

/// <summary>One anomaly with everything a detector is asked to find out.</summary>
/// <param name="Cause">What was broken.</param>
/// <param name="Entity">The node it was broken on.</param>
/// <param name="From">First step of the fault in the node's frame.</param>
/// <param name="To">Last step of the fault, included.</param>
/// <param name="Signals">The signals that give it away, the most telling first.</param>
public sealed record InjectedAnomaly(AnomalyCause Cause, string Entity, int From, int To, IReadOnlyList<string> Signals);
