using Plumbline.Data;
using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

/// <param name="Spreads">Height in standard deviations of the signal.</param>
internal sealed record Spike(int Signal, double Spreads) : Fault(AnomalyCause.Spike, 0, 0.25, Signal)
{
    private static readonly int[] Candidates = [Cpu0Power, Cpu1Power, MemTemp, NetRx, DiskWrite, Ambient];

    public static Spike Draw(RandomStream random) =>
        new(Candidates[random.Below(Candidates.Length)], random.Between(7, 10));

    public override void Distort(NodeReadings readings, StepRange at)
    {
        for (var step = at.Start; step <= at.End; step++) readings[step, Signal] += Spreads * readings.Spread(Signal);
    }
}
