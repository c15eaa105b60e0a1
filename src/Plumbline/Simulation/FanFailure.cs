using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

/// <param name="Fan">0 to 3.</param>
/// <param name="Others">The fans that work harder for it, and their power.</param>
internal sealed record FanFailure(int Fan, params int[] Others)
    : Fault(AnomalyCause.FanFailure, 1, 5, [Fan1 + Fan, .. Others])
{
    private const double SpeedLeft = 0.04;

    public static FanFailure Draw(RandomStream random)
    {
        var fan = random.Below(4);
        return new FanFailure(fan, [.. Enumerable.Range(Fan1, 4).Where(signal => signal != Fan1 + fan)]);
    }

    public override double Suits(ReadOnlySpan<Demand> window) => Demand.MeanCpu(window);

    public override void Act(NodeHealth health, double hours) => health.FanEfficiency[Fan] = SpeedLeft;
}
