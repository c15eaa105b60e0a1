using Plumbline.Data;
using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

internal sealed record StuckSensor(int Signal) : Fault(AnomalyCause.StuckSensor, 3, 8, Signal)
{
    private static readonly int[] Candidates = [Cpu0Load, Cpu1Load, Cpu0Freq, Cpu1Freq, Cpu0Temp, Cpu1Temp, PsuPower];

    public static StuckSensor Draw(RandomStream random) => new(Candidates[random.Below(Candidates.Length)]);

    public override double Suits(ReadOnlySpan<Demand> window) => Demand.CpuChange(window);

    public override void Distort(NodeReadings readings, StepRange at)
    {
        for (var step = at.Start; step <= at.End; step++) readings[step, Signal] = readings[at.Start - 1, Signal];
    }
}
