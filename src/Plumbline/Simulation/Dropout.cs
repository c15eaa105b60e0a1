using Plumbline.Data;
using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

internal sealed record Dropout(params int[] Silent) : Fault(AnomalyCause.Dropout, 0.5, 3, Silent)
{
    private static readonly int[][] Groups =
    [
        [Cpu0Temp, Cpu0Volt, Cpu0Power],
        [Cpu1Temp, Cpu1Volt, Cpu1Power],
        [Fan1, Fan2, Fan3, Fan4, FanPower],
        [DiskRead, DiskWrite, NetRx, NetTx],
    ];

    public static Dropout Draw(RandomStream random) => new(Groups[random.Below(Groups.Length)]);

    public override void Distort(NodeReadings readings, StepRange at)
    {
        for (var step = at.Start; step <= at.End; step++)
            foreach (var signal in Silent) readings[step, signal] = double.NaN;
    }
}
