using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

internal sealed record MemoryLeak(double GbPerHour) : Fault(AnomalyCause.MemoryLeak, 4, 8, MemUsed)
{
    // A node with free memory leaves it room to grow.
    public override double Suits(ReadOnlySpan<Demand> window) => -Demand.MeanMemory(window);

    public override void Act(NodeHealth health, double hours) => health.LeakedGb = GbPerHour * hours;
}
