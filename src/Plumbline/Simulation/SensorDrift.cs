using Plumbline.Data;
using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

/// <param name="Direction">1 upwards, -1 downwards.</param>
internal sealed record SensorDrift(int Signal, int Direction) : Fault(AnomalyCause.SensorDrift, 3, 8, Signal)
{
    private const double SpreadsAtTheEnd = 3;

    private static readonly int[] Candidates = [Cpu0Temp, Cpu1Temp, MemTemp];

    public static SensorDrift Draw(RandomStream random) =>
        new(Candidates[random.Below(Candidates.Length)], random.Below(2) == 0 ? 1 : -1);

    public override void Distort(NodeReadings readings, StepRange at)
    {
        var perStep = Direction * SpreadsAtTheEnd * readings.Spread(Signal) / at.Length;
        for (var step = at.Start; step <= at.End; step++) readings[step, Signal] += perStep * (step - at.Start + 1);
    }
}
