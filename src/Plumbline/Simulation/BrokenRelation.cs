using Plumbline.Data;
using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

internal sealed record BrokenRelation(int Signal) : Fault(AnomalyCause.BrokenRelation, 2, 6, Signal)
{
    private static readonly int[] Candidates = [Cpu0Power, Cpu1Power, PsuPower];

    public static BrokenRelation Draw(RandomStream random) => new(Candidates[random.Below(Candidates.Length)]);

    public override double Suits(ReadOnlySpan<Demand> window) => Demand.MeanCpu(window);

    /// <summary>Replays the stretch of the fit part that differs most from what the sensor says now.</summary>
    public override void Distort(NodeReadings readings, StepRange at)
    {
        var length = Math.Min(at.Length, readings.FitSteps);
        int best = 0, stride = Math.Max(1, length / 4);
        var furthest = -1.0;
        for (var start = 0; start + length <= readings.FitSteps; start += stride)
        {
            double distance = 0;
            for (var i = 0; i < length; i++) distance += Math.Abs(readings[start + i, Signal] - readings[at.Start + i, Signal]);
            if (distance <= furthest) continue;
            furthest = distance;
            best = start;
        }
        for (var step = at.Start; step <= at.End; step++)
            readings[step, Signal] = readings[best + (step - at.Start) % length, Signal];
    }
}
