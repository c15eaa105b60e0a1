using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

internal sealed record StuckGovernor(AnomalyCause Cause, GovernorMode Mode)
    : Fault(Cause, 1, 5, Cpu0Freq, Cpu1Freq, Cpu0Volt, Cpu1Volt, Cpu0Power, Cpu1Power)
{
    // The lowest frequency shows under load, the highest one without.
    public override double Suits(ReadOnlySpan<Demand> window) =>
        Mode == GovernorMode.PowerSaving ? Demand.MeanCpu(window) : -Demand.MeanCpu(window);

    public override void Act(NodeHealth health, double hours) => health.Governor = Mode;
}
