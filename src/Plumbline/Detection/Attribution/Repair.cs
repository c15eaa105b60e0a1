namespace Plumbline.Detection.Attribution;

/// <summary>The fewest signals whose return to what is usual would bring a step under the threshold, as far as trying the most guilty ones shows.</summary>
/// <param name="Signals">In the order they were found; empty when no repair of up to 5 signals does it.</param>
/// <param name="Score">What the step's score / threshold would be; as it is when there is no repair.</param>
public sealed record Repair(IReadOnlyList<SignalRepair> Signals, double Score);
