using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>One thing that breaks on one node, for a while: its causes act on the machine, or it falsifies readings.</summary>
/// <param name="Cause">What it is called in the truth.</param>
/// <param name="LeastHours">Shortest duration.</param>
/// <param name="MostHours">Longest duration.</param>
/// <param name="Signals">Signals that give it away, the most telling first.</param>
internal abstract record Fault(AnomalyCause Cause, double LeastHours, double MostHours, params int[] Signals)
{
    /// <summary>How well it would show if it fell on this stretch of work; the schedule takes the best of several places.</summary>
    public virtual double Suits(ReadOnlySpan<Demand> window) => 0;

    /// <summary>Breaks the machine for one step, <paramref name="hours"/> after the fault began.</summary>
    public virtual void Act(NodeHealth health, double hours) { }

    /// <summary>Falsifies what the sensors said during the fault.</summary>
    public virtual void Distort(NodeReadings readings, StepRange at) { }

    /// <summary>A fault of the given cause with everything else drawn.</summary>
    public static Fault Draw(AnomalyCause cause, RandomStream random) => cause switch
    {
        AnomalyCause.GovernorPowerSaving => new StuckGovernor(cause, GovernorMode.PowerSaving),
        AnomalyCause.GovernorPerformance => new StuckGovernor(cause, GovernorMode.Performance),
        AnomalyCause.FanFailure => FanFailure.Draw(random),
        AnomalyCause.MemoryLeak => new MemoryLeak(random.Between(26, 38)),
        AnomalyCause.StuckSensor => StuckSensor.Draw(random),
        AnomalyCause.SensorDrift => SensorDrift.Draw(random),
        AnomalyCause.Dropout => Dropout.Draw(random),
        AnomalyCause.BrokenRelation => BrokenRelation.Draw(random),
        AnomalyCause.Spike => Spike.Draw(random),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Unknown cause."),
    };
}
