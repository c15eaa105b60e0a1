using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Telemetry of a simulated fleet together with the truth about it.</summary>
/// <param name="Frames">One frame a node (<c>node01</c>, <c>node02</c>, ...), the same signals and times in each, labels 0 and 1.</param>
/// <param name="Anomalies">Everything that was injected, by node and time; exactly the steps in them carry label 1.</param>
/// <param name="FitSteps">The first steps of every frame, free of anomalies: what a detector may be fitted on.</param>
public sealed record SyntheticFleetData(
    IReadOnlyList<SeriesFrame> Frames, IReadOnlyList<InjectedAnomaly> Anomalies, int FitSteps);
